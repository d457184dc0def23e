using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Testing;

/// <summary>The FsCheck generator of programs.</summary>
/// <remarks>
/// Swarm: each program first draws a random subset of the operations, at least two, heavy ones more often, and small pools of keys. Which operation and
/// with which arguments are drawn by different binds, so from split streams: one stream for both correlates them, and a racy
/// class can pass for ever.
/// </remarks>
internal sealed class ProgramGenerator<TCommand>
{
    private const int MostLots = 100;

    private readonly IReadOnlyList<CommandKind<TCommand>> kinds;
    private readonly Gen<TCommand>[][] commands;

    public ProgramGenerator(string spec, IReadOnlyList<CommandKind<TCommand>> kinds)
    {
        if (kinds.Count == 0)
        {
            throw new InvalidOperationException($"{spec} declares no operation: there is nothing to generate.");
        }

        this.kinds = kinds;
        commands = [.. Enumerable.Range(1, ProgramScope.MaxKeys).Select(keys =>
            kinds.Select(kind => kind.Generator(new(keys))).ToArray())];
    }

    public Gen<Program<TCommand>> Generator(ProgramSize size) =>
        from keys in Gen.Choose(1, ProgramScope.MaxKeys)
        from enabled in EnabledKinds()
        from branches in Gen.Choose(2, size.Processes)
        from prefix in Prefix(enabled, keys, size.Prefix)
        from parallel in Gen.CollectToArray(Enumerable.Range(0, branches), branch => Sequence(enabled, keys, 1, size.Operations, branch))
        from suffix in Sequence(enabled, keys, 0, size.Suffix, branch: null)
        select OnceOnly(new([.. prefix], [.. parallel.Where(branch => branch.Length > 0).Select(branch => branch.ToImmutableArray())], [.. suffix]));

    /// <summary>A command of the kind, in the widest scope: for shrinking within the author's domain.</summary>
    public Gen<TCommand> OfKind(int kind) => commands[^1][kind];

    private Gen<int[]> EnabledKinds()
    {
        var all = Enumerable.Range(0, kinds.Count).ToArray();
        var lots = Lots(all);
        return kinds.Count <= 2
            ? Gen.Constant(all)
            : Gen.Choose(2, kinds.Count).SelectMany(count => Gen.Shuffle(lots).Select(drawn => drawn.Distinct().Take(count).ToArray()));
    }

    /// <summary>A kind of weight n is in the drum n times: what is wanted often in a program is wanted in many programs.</summary>
    private int[] Lots(int[] all)
    {
        var heaviest = Math.Max(MostLots, kinds.Max(kind => kind.Weight));
        return [.. all.SelectMany(kind => Enumerable.Repeat(kind, Math.Max(1, (int)((long)kinds[kind].Weight * MostLots / heaviest))))];
    }

    private Gen<TCommand[]> Sequence(int[] enabled, int keys, int least, int most, int? branch)
    {
        // A kind that is reserved for one branch is left out elsewhere; prefix and suffix run alone and may hold any.
        var allowed = branch is null ? enabled : Array.FindAll(enabled, kind => kinds[kind].OnlyBranch is not { } only || only == branch);
        return Sequence(allowed, kind => kind.Weight, keys, least, most);
    }

    private Gen<TCommand[]> Prefix(int[] enabled, int keys, int most)
    {
        var makers = Enumerable.Range(0, kinds.Count).Where(kind => kinds[kind].PrefixWeight is not null);
        return Sequence([.. enabled.Union(makers)], kind => kind.PrefixWeight ?? kind.Weight, keys, 0, most);
    }

    private Gen<TCommand[]> Sequence(int[] allowed, Func<CommandKind<TCommand>, int> weight, int keys, int least, int most)
    {
        if (allowed.Length == 0 || most == 0)
        {
            return Gen.Constant(Array.Empty<TCommand>());
        }

        var total = allowed.Sum(kind => weight(kinds[kind]));
        var command = Gen.Choose(0, total - 1).SelectMany(draw => commands[keys - 1][PickWeighted(allowed, weight, draw)]);
        return Gen.Choose(least, most).SelectMany(length => command.ArrayOf(length));
    }

    private int PickWeighted(int[] allowed, Func<CommandKind<TCommand>, int> weight, int draw)
    {
        foreach (var kind in allowed)
        {
            draw -= weight(kinds[kind]);
            if (draw < 0)
            {
                return kind;
            }
        }

        return allowed[^1];
    }

    private Program<TCommand> OnceOnly(Program<TCommand> program)
    {
        if (kinds.All(kind => !kind.AtMostOnce))
        {
            return program;
        }

        HashSet<Type> seen = [];
        var once = kinds.Where(kind => kind.AtMostOnce).Select(kind => kind.CommandType).ToHashSet();
        return new(
            Keep(program.Prefix),
            [.. program.Branches.Select(Keep).Where(branch => !branch.IsEmpty)],
            Keep(program.Suffix));

        ImmutableArray<TCommand> Keep(ImmutableArray<TCommand> commands) =>
            [.. commands.Where(command => !once.Contains(command!.GetType()) || seen.Add(command.GetType()))];
    }
}
