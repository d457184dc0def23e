using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Testing;

/// <summary>Simpler commands of the same kind, where the author gave no shrinker: commands that the generator itself makes.</summary>
/// <remarks>Thread-safe. A value outside the author's domain could fail for a reason that no real program has, so the domain is sampled, and
/// the smaller of the samples are tried: smaller is a shorter text, and of equally long ones the first in ordinal order.</remarks>
internal sealed class ArgumentShrinker<TCommand>(ProgramGenerator<TCommand> generator, CommandSpecShape<TCommand> spec)
    where TCommand : notnull
{
    private const int Samples = 60;
    private const int Most = 6;

    private static readonly Comparer<string> ShortestFirst = Comparer<string>.Create((left, right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right));

    /// <summary>For each kind its samples, simplest first. The seed is always the same, so they are drawn once.</summary>
    private readonly ConcurrentDictionary<int, (TCommand Sample, string Text)[]> samples = new();

    /// <summary>Simpler commands of the same kind, best first.</summary>
    public IEnumerable<TCommand> Simpler(TCommand command)
    {
        var kind = spec.KindOf(command);
        if (spec.Kinds[kind].Shrink is { } shrink)
        {
            return shrink(command);
        }

        var text = command.ToString() ?? "";
        return samples.GetOrAdd(kind, Sample)
            .TakeWhile(candidate => ShortestFirst.Compare(candidate.Text, text) < 0)
            .Take(Most)
            .Select(candidate => candidate.Sample);
    }

    /// <summary>Other commands of the same kind, plainest first: not all simpler than this one.</summary>
    public IEnumerable<TCommand> Others(TCommand command) =>
        samples.GetOrAdd(spec.KindOf(command), Sample).Select(candidate => candidate.Sample).Where(other => !other.Equals(command)).Take(2 * Most);

    public bool AreOfOneKind(TCommand one, TCommand other) => spec.KindOf(one) == spec.KindOf(other);

    /// <summary>Changes that put one simpler value in place of another in all commands at once.</summary>
    public IEnumerable<Func<TCommand, TCommand>> Renamings(IEnumerable<TCommand> commands) =>
        from command in commands.Distinct()
        from simpler in Simpler(command)
        select spec.Rename(command, simpler);

    private (TCommand Sample, string Text)[] Sample(int kind) =>
        [.. Gen.Sample(generator.OfKind(kind), Samples, new Rnd(1), 10)
            .Select(sample => (Sample: sample, Text: sample.ToString() ?? ""))
            .DistinctBy(candidate => candidate.Text)
            .OrderBy(candidate => candidate.Text, ShortestFirst)];
}
