namespace Sentinel.Stores.Specs.Records;

/// <summary>What a store promises of the stamps that it issues.</summary>
public enum StampRule
{
    /// <summary>Every stamp is later than all before it, even those of records that are gone. How much later is not said.</summary>
    Increasing,

    /// <summary>A stamp is the clock's instant, or one tick after the last stamp where that is later. Implies <see cref="Increasing"/>.</summary>
    Exact,
}
