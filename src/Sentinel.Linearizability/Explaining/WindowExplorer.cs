using Sentinel.Checking.Search;
using Sentinel.Models;

namespace Sentinel.Explaining;

/// <summary>Goes through every legal order of a small window, without any reduction, to see what each runs into.</summary>
/// <remarks>It shares no code with the kernel, so that what it says is a second opinion.</remarks>
internal sealed class WindowExplorer<TState, TInput, TOutput>
    where TState : notnull
{
    private const int MaxOperations = 64;
    private readonly Model<TState, TInput, TOutput> model;
    private readonly IReadOnlyList<WindowOperation<TInput, TOutput>> operations;
    private readonly Budget budget;
    private readonly int stuck;
    private readonly ulong[] before;
    private readonly int[] byResponse;
    private readonly HashSet<(ulong Placed, int State)> visited = [];
    private readonly Dictionary<TState, int> ids;
    private readonly List<DeadEnd> stuckEnds = [];
    private readonly List<DeadEnd> otherEnds = [];
    private readonly List<Step> path = [];
    private int otherLevel = -1;

    public WindowExplorer(
        Window<TState, TInput, TOutput> window, Model<TState, TInput, TOutput> model, int stuckIndex, Budget budget)
    {
        this.model = model;
        this.budget = budget;
        operations = window.Operations;
        stuck = Enumerable.Range(0, operations.Count).First(i => operations[i].Index == stuckIndex);
        IsComplete = operations.Count <= MaxOperations;
        var few = IsComplete ? operations : [];
        before = [.. few.Select(later => Mask(few.Select(earlier => earlier.Operation.Interval.Precedes(later.Operation.Interval))))];
        // A stable sort: of those that respond at the same number the one invoked first comes first, as everywhere.
        byResponse = [.. Enumerable.Range(0, operations.Count).Where(i => !operations[i].Operation.Interval.IsOpen)
            .OrderBy(i => operations[i].Operation.Interval.Response)];
        ids = new(model.StateComparer);
        foreach (var start in IsComplete ? window.Starts : [])
        {
            Explore(Mask(operations.Select(o => start.Used.Contains(o.Index))), start.State);
        }
    }

    /// <summary>Whether everything was gone through.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Whether some order goes to the end after all.</summary>
    public bool FoundOrder { get; private set; }

    /// <summary>One order for each state in which everything that returned before the stuck operation is placed, and it is refused; the longest first.</summary>
    public IEnumerable<DeadEnd> StuckEnds => stuckEnds.OrderByDescending(end => end.Path.Count);

    /// <summary>Orders that place the stuck operation and get furthest: one for each operation that is refused then and each state.</summary>
    public IEnumerable<DeadEnd> OtherEnds => otherEnds;

    private static ulong Mask(IEnumerable<bool> bits) => bits.Select((bit, i) => bit ? 1UL << i : 0).Aggregate(0UL, (mask, bit) => mask | bit);

    private void Explore(ulong placed, TState state)
    {
        if (!ids.TryGetValue(state, out var id))
        {
            ids.Add(state, id = ids.Count);
        }

        if (budget.Reached is not null || !visited.Add((placed, id)))
        {
            IsComplete &= budget.Reached is null;
            return;
        }

        budget.CountConfiguration();

        var level = 0;
        while (level < byResponse.Length && ((placed >> byResponse[level]) & 1) != 0)
        {
            level++;
        }

        if (level == byResponse.Length)
        {
            FoundOrder = true;
            return;
        }

        for (var i = 0; i < operations.Count; i++)
        {
            if (((placed >> i) & 1) != 0 || (before[i] & ~placed) != 0)
            {
                continue;
            }

            var (input, outcome) = (operations[i].Operation.Input, operations[i].Operation.Outcome);
            var accepted = false;
            budget.Tick();
            foreach (var next in model.NextStates(state, input, outcome))
            {
                accepted = true;
                path.Add(new(operations[i].Index, next));
                Explore(placed | (1UL << i), next);
                path.RemoveAt(path.Count - 1);
            }

            if (!accepted && i == byResponse[level])
            {
                NoteDeadEnd(i, state, level, isStuckPlaced: ((placed >> stuck) & 1) != 0);
            }
        }
    }

    private void NoteDeadEnd(int operation, TState state, int level, bool isStuckPlaced)
    {
        DeadEnd end = new([.. path], operations[operation].Index, state);
        if (operation == stuck)
        {
            AddLongest(stuckEnds, end);
        }
        else if (isStuckPlaced && level >= otherLevel)
        {
            if (level > otherLevel)
            {
                otherLevel = level;
                otherEnds.Clear();
            }

            AddLongest(otherEnds, end);
        }
    }

    private void AddLongest(List<DeadEnd> ends, DeadEnd end)
    {
        var same = ends.FindIndex(other => other.Operation == end.Operation && model.StateComparer.Equals(other.State, end.State));
        if (same < 0)
        {
            ends.Add(end);
        }
        else if (ends[same].Path.Count < end.Path.Count)
        {
            ends[same] = end;
        }
    }

    /// <summary>An operation placed, by its index in the history, and the state that it leaves.</summary>
    internal readonly record struct Step(int Index, TState State);

    /// <summary>A legal beginning, and the operation that then has to come and is refused.</summary>
    internal sealed record DeadEnd(IReadOnlyList<Step> Path, int Operation, TState State);
}
