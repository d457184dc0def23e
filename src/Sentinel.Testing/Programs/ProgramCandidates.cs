using System.Collections.Immutable;

namespace Sentinel.Testing;

/// <summary>The simpler programs that a shrinker tries, best first.</summary>
/// <remarks>Every part of a valid program is a valid program (arguments that depend on earlier outcomes have fallbacks), so
/// candidates need no checking.</remarks>
internal static class ProgramCandidates
{
    /// <summary>All of them: smaller ones first, then those with simpler arguments.</summary>
    public static IEnumerable<Program<TCommand>> Of<TCommand>(Program<TCommand> program, ArgumentShrinker<TCommand> arguments)
        where TCommand : notnull =>
        Smaller(program).Concat(Simpler(program, arguments));

    /// <summary>Fewer operations, or fewer of them in parallel: drop a branch; drop halves, then single operations; move the first or last
    /// operation of a branch into the prefix or suffix; merge two branches.</summary>
    public static IEnumerable<Program<TCommand>> Smaller<TCommand>(Program<TCommand> program) =>
        WithoutEmptyBranches(DropBranch(program).Concat(DropOperations(program)).Concat(MoveOut(program)).Concat(Merge(program)));

    /// <summary>Two operations less, where neither alone can go: one makes up for what the other does.</summary>
    public static IEnumerable<Program<TCommand>> WithoutTwo<TCommand>(Program<TCommand> program) =>
        WithoutEmptyBranches(
            from first in Enumerable.Range(0, program.Count)
            from second in Enumerable.Range(first + 1, program.Count - first - 1)
            select Without(Without(program, second), first));

    /// <summary>One operation less, and another of its kind with any argument, in place of both: two steps of the clock in one.</summary>
    public static IEnumerable<Program<TCommand>> Joined<TCommand>(Program<TCommand> program, ArgumentShrinker<TCommand> arguments)
        where TCommand : notnull
    {
        TCommand[] commands = [.. program.Commands];
        return WithoutEmptyBranches(
            from kept in Enumerable.Range(0, commands.Length)
            from other in arguments.Others(commands[kept])
            from dropped in Enumerable.Range(0, commands.Length)
            where dropped != kept && arguments.AreOfOneKind(commands[kept], commands[dropped])
            select Without(Change(program, kept, (sequence, i) => sequence.SetItem(i, other)), dropped));
    }

    /// <summary>The same operations with simpler arguments: first the same one everywhere, then one at a time.</summary>
    public static IEnumerable<Program<TCommand>> Simpler<TCommand>(Program<TCommand> program, ArgumentShrinker<TCommand> arguments)
        where TCommand : notnull =>
        WithoutEmptyBranches(Rename(program, arguments).Concat(Simplify(program, arguments)));

    private static IEnumerable<Program<TCommand>> WithoutEmptyBranches<TCommand>(IEnumerable<Program<TCommand>> candidates) =>
        candidates.Select(candidate => candidate with { Branches = [.. candidate.Branches.Where(branch => !branch.IsEmpty)] });

    private static Program<TCommand> Without<TCommand>(Program<TCommand> program, int operation) =>
        Change(program, operation, static (sequence, i) => sequence.RemoveAt(i));

    private static Program<TCommand> Change<TCommand>(
        Program<TCommand> program, int operation, Func<ImmutableArray<TCommand>, int, ImmutableArray<TCommand>> change)
    {
        if (operation < program.Prefix.Length)
        {
            return program with { Prefix = change(program.Prefix, operation) };
        }

        operation -= program.Prefix.Length;
        for (var i = 0; i < program.Branches.Length; operation -= program.Branches[i].Length, i++)
        {
            if (operation < program.Branches[i].Length)
            {
                return program with { Branches = program.Branches.SetItem(i, change(program.Branches[i], operation)) };
            }
        }

        return program with { Suffix = change(program.Suffix, operation) };
    }

    private static IEnumerable<Program<TCommand>> DropBranch<TCommand>(Program<TCommand> program) =>
        program.Branches.Select((_, i) => program with { Branches = program.Branches.RemoveAt(i) });

    private static IEnumerable<Program<TCommand>> DropOperations<TCommand>(Program<TCommand> program)
    {
        var longest = Sequences(program).Max(sequence => sequence.Length);
        for (var chunk = Math.Max(1, longest / 2); chunk >= 1; chunk /= 2)
        {
            foreach (var candidate in EachSequence(program, sequence => Chunks(sequence, chunk)))
            {
                yield return candidate;
            }
        }
    }

    private static IEnumerable<ImmutableArray<TCommand>> Chunks<TCommand>(ImmutableArray<TCommand> sequence, int length)
    {
        for (var start = 0; start + length <= sequence.Length; start += length)
        {
            yield return sequence.RemoveRange(start, length);
        }
    }

    private static IEnumerable<Program<TCommand>> MoveOut<TCommand>(Program<TCommand> program)
    {
        for (var i = 0; i < program.Branches.Length; i++)
        {
            var branch = program.Branches[i];
            yield return program with { Prefix = program.Prefix.Add(branch[0]), Branches = program.Branches.SetItem(i, branch.RemoveAt(0)) };
            yield return program with { Suffix = program.Suffix.Insert(0, branch[^1]), Branches = program.Branches.SetItem(i, branch.RemoveAt(branch.Length - 1)) };
        }
    }

    private static IEnumerable<Program<TCommand>> Merge<TCommand>(Program<TCommand> program)
    {
        // Two branches in one are simpler only while two are left to run in parallel.
        for (var i = 0; program.Branches.Length > 2 && i < program.Branches.Length; i++)
        {
            for (var j = i + 1; j < program.Branches.Length; j++)
            {
                yield return program with { Branches = program.Branches.SetItem(i, program.Branches[i].AddRange(program.Branches[j])).RemoveAt(j) };
            }
        }
    }

    /// <summary>One seat, taken twice: it is a smaller seat only if it is the same one in both places.</summary>
    private static IEnumerable<Program<TCommand>> Rename<TCommand>(Program<TCommand> program, ArgumentShrinker<TCommand> arguments)
        where TCommand : notnull =>
        arguments.Renamings(program.Commands).Select(rename => program.Map(rename));

    private static IEnumerable<Program<TCommand>> Simplify<TCommand>(Program<TCommand> program, ArgumentShrinker<TCommand> arguments)
        where TCommand : notnull =>
        EachSequence(program, sequence => sequence.SelectMany((command, i) => arguments.Simpler(command).Select(other => sequence.SetItem(i, other))));

    private static IEnumerable<Program<TCommand>> EachSequence<TCommand>(
        Program<TCommand> program, Func<ImmutableArray<TCommand>, IEnumerable<ImmutableArray<TCommand>>> change)
    {
        var inPrefix = change(program.Prefix).Select(sequence => program with { Prefix = sequence });
        var inSuffix = change(program.Suffix).Select(sequence => program with { Suffix = sequence });
        var inBranches = program.Branches.SelectMany((branch, i) =>
            change(branch).Select(sequence => program with { Branches = program.Branches.SetItem(i, sequence) }));
        return inSuffix.Concat(inBranches).Concat(inPrefix);
    }

    private static IEnumerable<ImmutableArray<TCommand>> Sequences<TCommand>(Program<TCommand> program) =>
        program.Branches.Append(program.Prefix).Append(program.Suffix);
}
