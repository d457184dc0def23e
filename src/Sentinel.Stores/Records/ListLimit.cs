namespace Sentinel.Stores.Records;

/// <summary>How many records a list returns at most.</summary>
public static class ListLimit
{
    /// <summary>The limit where none is asked for: 100.</summary>
    public const int Default = 100;

    /// <summary>The highest limit; asking for more gives this one: 1,000.</summary>
    public const int Max = 1_000;

    /// <summary>The limit that holds when <paramref name="requested"/> is asked for; zero and less mean <see cref="Default"/>.</summary>
    public static int Effective(int requested) => requested <= 0 ? Default : Math.Min(requested, Max);
}
