using System.Collections.Immutable;

namespace Sentinel.Testing;

/// <summary>What was generated and reached: a pass without traffic says nothing.</summary>
/// <remarks>Immutable.</remarks>
public sealed record Coverage
{
    /// <summary>Programs that were generated and run.</summary>
    public long Programs { get; init; }

    /// <summary>Runs of them, each of which recorded a history: under control one for each schedule.</summary>
    public long Runs { get; init; }

    /// <summary>Operations that were recorded.</summary>
    public long Operations { get; init; }

    /// <summary>How often each operation had each outcome; operations that were never run are in it, without outcomes.</summary>
    public required ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, long>> Outcomes { get; init; }

    /// <summary>Pairs of operations, by name in ordinal order, that were open at the same time on one key (or have none), and how often.</summary>
    public required ImmutableSortedDictionary<(string First, string Second), long> ConcurrentPairs { get; init; }

    /// <summary>Pairs of operations that could be concurrent, however often they were.</summary>
    public int PossiblePairs { get; init; }

    /// <summary>The mean number of other operations that were open at some time during an operation.</summary>
    public double MeanOverlap { get; init; }

    /// <summary>Operations that were declared and never run.</summary>
    public IEnumerable<string> NeverRun => Outcomes.Where(operation => operation.Value.IsEmpty).Select(operation => operation.Key);

    /// <summary>Coverage as the command prints it, some lines.</summary>
    public override string ToString()
    {
        var width = Outcomes.Keys.Append("").Max(name => name.Length);
        var lines = Outcomes.Select(operation =>
            $"  {operation.Key.PadRight(width)}  {operation.Value.Values.Sum(),9:N0}  {string.Join(", ", operation.Value.Select(outcome => $"{outcome.Key} {outcome.Value:N0}"))}");
        var runs = Runs == Programs ? "" : $", {Runs:N0} runs";
        return $"""
            {Programs:N0} programs{runs}, {Operations:N0} operations, mean overlap {MeanOverlap:0.00}, {ConcurrentPairs.Count} of {PossiblePairs} pairs of operations concurrent on one key
            {string.Join('\n', lines)}
            """;
    }
}
