using Sentinel.Formats;

namespace Sentinel.Generating;

/// <summary>What chance decides, drawn from one seed.</summary>
internal sealed class Choices(GeneratorOptions options)
{
    private readonly Random random = new(options.Seed);
    private long lastValue;

    /// <summary>Whether the next operation reads.</summary>
    public bool Reads() => Chance(options.Reads);

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>A number below the limit.</summary>
    public int Below(int limit) => random.Next(limit);

    /// <summary>A value to write: one that was never used, or one of a few.</summary>
    public Value Fresh() => options.Values is { } count ? Value.Of((long)random.Next(count)) : Value.Of(++lastValue);

    /// <summary>A value that was probably written.</summary>
    public Value Known() => Value.Of(options.Values is { } count ? random.Next(count) : 1 + random.NextInt64(Math.Max(1, lastValue)));

    /// <summary>A value that nobody ever writes, whenever it is asked for.</summary>
    public static Value Never => Value.Of(-1L);
}
