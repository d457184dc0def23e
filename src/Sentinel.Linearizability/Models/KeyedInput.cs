namespace Sentinel.Models;

/// <summary>An operation on one of several independent objects.</summary>
/// <typeparam name="TKey">What names an object.</typeparam>
/// <typeparam name="TInput">What the operation asks of it.</typeparam>
/// <param name="Key">Which object.</param>
/// <param name="Input">What is asked of it.</param>
public readonly record struct KeyedInput<TKey, TInput>(TKey Key, TInput Input)
{
    /// <summary>The operation as reports print it: <c>7: write(5)</c>.</summary>
    public override string ToString() => $"{Key}: {Input}";
}
