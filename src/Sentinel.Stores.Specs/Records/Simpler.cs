namespace Sentinel.Stores.Specs.Records;

/// <summary>Simpler forms of a value with many parts, one part at a time: a sample of the whole would rarely keep what the failure needs.</summary>
internal static class Simpler
{
    /// <summary>What the changes make of the value, without those that leave it as it is.</summary>
    public static IEnumerable<T> Of<T>(T value, params ReadOnlySpan<Func<T, T>> changes)
        where T : notnull
    {
        List<T> simpler = [];
        foreach (var change in changes)
        {
            if (change(value) is var changed && !changed.Equals(value))
            {
                simpler.Add(changed);
            }
        }

        return simpler;
    }
}
