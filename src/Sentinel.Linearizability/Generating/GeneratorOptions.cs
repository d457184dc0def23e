namespace Sentinel.Generating;

/// <summary>What a generated history is like.</summary>
/// <remarks>Immutable.</remarks>
internal sealed record GeneratorOptions
{
    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>How many operations.</summary>
    public required int Operations { get; init; }

    /// <summary>How many processes are at work at any time; one that ends as unknown is followed by a new one.</summary>
    public required int Processes { get; init; }

    /// <summary>What the choices are drawn from: the same seed gives the same history.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of the operations that read, or that take an element out.</summary>
    public double Reads { get; init; } = 0.5;

    /// <summary>Share of the processes that are inside an operation at any moment.</summary>
    public double Busy { get; init; } = 0.8;

    /// <summary>How many independent objects, keys or registers.</summary>
    public int Keys { get; init; } = 1;

    /// <summary>How many different values; <see langword="null"/>: every value is written once.</summary>
    public int? Values { get; init; }

    /// <summary>Share of the operations with an unknown outcome, of those that take no element out.</summary>
    public double Unknown { get; init; }

    /// <summary>Share of the operations with an unknown outcome, of those that take an element out.</summary>
    public double UnknownRemovals { get; init; }
}
