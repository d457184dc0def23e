using System.Collections.Immutable;

namespace Sentinel.Testing;

/// <summary>A concurrent program: a sequential prefix, parallel branches, a sequential suffix.</summary>
/// <typeparam name="TCommand">The spec's commands.</typeparam>
/// <remarks>Immutable. Prefix, first branch and suffix are the work of process 0, the other branches that of processes 1, 2 …</remarks>
internal sealed record Program<TCommand>(
    ImmutableArray<TCommand> Prefix, ImmutableArray<ImmutableArray<TCommand>> Branches, ImmutableArray<TCommand> Suffix)
{
    public int Count => Prefix.Length + Suffix.Length + Branches.Sum(branch => branch.Length);

    public IEnumerable<TCommand> Commands => Prefix.Concat(Branches.SelectMany(branch => branch)).Concat(Suffix);

    /// <summary>The same program with every command replaced.</summary>
    public Program<TCommand> Map(Func<TCommand, TCommand> change) =>
        new([.. Prefix.Select(change)], [.. Branches.Select(branch => branch.Select(change).ToImmutableArray())], [.. Suffix.Select(change)]);

    /// <summary>The same program with its branches in the order of their texts: branches have no order, and equal failures shall look equal.</summary>
    /// <remarks>Not where the first branch goes on from a prefix or into a suffix: those are the same process.</remarks>
    public Program<TCommand> WithOrderedBranches() => Prefix.IsEmpty && Suffix.IsEmpty
        ? this with { Branches = [.. Branches.OrderBy(Sequence, StringComparer.Ordinal)] }
        : this;

    public bool Equals(Program<TCommand>? other) =>
        other is not null && Prefix.SequenceEqual(other.Prefix) && Suffix.SequenceEqual(other.Suffix)
        && Branches.Length == other.Branches.Length
        && Branches.Zip(other.Branches).All(pair => pair.First.SequenceEqual(pair.Second));

    public override int GetHashCode() => Commands.Aggregate(Branches.Length, HashCode.Combine);

    public override string ToString()
    {
        var parts = Branches.Select((branch, i) => $"p{i}: {Sequence(branch)}");
        return $"{(Prefix.IsEmpty ? "" : $"first {Sequence(Prefix)}; ")}in parallel {string.Join(" ∥ ", parts)}{(Suffix.IsEmpty ? "" : $"; then {Sequence(Suffix)}")}";
    }

    private static string Sequence(ImmutableArray<TCommand> commands) => string.Join(", ", commands);
}
