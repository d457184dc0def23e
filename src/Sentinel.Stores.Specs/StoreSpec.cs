namespace Sentinel.Stores.Specs;

/// <summary>A store that can be tested.</summary>
/// <param name="Store">Its name on the command line: <c>requests</c>.</param>
/// <param name="SpecType">The type of its spec, with a public constructor without parameters.</param>
public sealed record StoreSpec(string Store, Type SpecType);
