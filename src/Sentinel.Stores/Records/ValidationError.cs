namespace Sentinel.Stores.Records;

/// <summary>One thing that is wrong with a record.</summary>
/// <param name="Member">The name of the member with the wrong value.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <remarks>Immutable.</remarks>
public sealed record ValidationError(string Member, ValidationProblem Problem);
