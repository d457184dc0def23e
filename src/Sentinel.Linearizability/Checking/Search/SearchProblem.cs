using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Search;

/// <summary>One partition of a history in the form that the kernel walks: columns of numbers, operations renumbered.</summary>
/// <remarks>
/// <para><em>Required</em> operations (Returned) are numbered 0, 1, … in the order of invocations. The k-th <em>return</em> is the required operation
/// that responds k-th. Operations with the same input and outcome are of the same <em>step class</em>: the model cannot tell them apart.</para>
/// <para>Unknown operations with the same input are one <em>Unknown class</em>, whose members are taken in the order of invocations (any order of
/// identical operations without a return is as good). Reusable: <see cref="Load"/> starts anew and keeps the arrays.</para>
/// </remarks>
internal sealed class SearchProblem<TInput, TOutput>
{
    private const int InsertionSortLimit = 64;
    private readonly Stack<UnknownClass> spare = new();
    private readonly Dictionary<StepKey, int> stepClasses = [];
    private readonly Dictionary<InputKey, int> unknownClassOfInput = [];
    private long[] responses = [];
    private int[] unknownInvocationOrder = [];

    /// <summary>Required operations.</summary>
    public int Count { get; private set; }

    /// <summary>Index in the history, for each required operation.</summary>
    public int[] Source { get; private set; } = [];

    /// <summary>Step class, for each required operation.</summary>
    public int[] Class { get; private set; } = [];

    /// <summary>The required operations in the order of their responses.</summary>
    public int[] Returns { get; private set; } = [];

    /// <summary>For each k, how many required operations were invoked no later than the k-th response.</summary>
    public int[] Opened { get; private set; } = [];

    /// <summary>For each step class, one operation of it, by its index in the history.</summary>
    public List<int> Representative { get; } = [];

    /// <summary>For each step class, whether it changes no state wherever it is accepted.</summary>
    public List<bool> ReadOnly { get; } = [];

    /// <summary>For each step class of returned operations, the Unknown class with its input, or -1.</summary>
    public List<int> UnknownTwin { get; } = [];

    /// <summary>The classes of Unknown operations, in the order of their first invocation.</summary>
    public List<UnknownClass> Unknown { get; } = [];

    /// <summary>Takes the operations with these indices, given in the order of invocations. Failed ones are not among them.</summary>
    public void Load<TState>(
        History<TInput, TOutput> history, ReadOnlySpan<int> indices, Model<TState, TInput, TOutput> model)
        where TState : notnull
    {
        Clear(indices.Length);
        var unknowns = 0;
        foreach (var index in indices)
        {
            ref readonly var operation = ref history[index];
            if (operation.Outcome.IsReturned)
            {
                Source[Count] = index;
                Class[Count] = ClassOf(operation, index, model);
                responses[Count] = operation.Interval.Response;
                Returns[Count] = Count;
                Count++;
            }
            else
            {
                unknownInvocationOrder[unknowns++] = index;
            }
        }

        SortReturns();
        FindOpened(history);
        AddUnknown(history, unknownInvocationOrder.AsSpan(0, unknowns), model);
    }

    private void Clear(int capacity)
    {
        stepClasses.Clear();
        unknownClassOfInput.Clear();
        Representative.Clear();
        ReadOnly.Clear();
        UnknownTwin.Clear();
        foreach (var unknownClass in Unknown)
        {
            spare.Push(unknownClass);
        }

        Unknown.Clear();
        Count = 0;
        if (Source.Length < capacity)
        {
            Source = new int[capacity];
            Class = new int[capacity];
            Returns = new int[capacity];
            Opened = new int[capacity];
            responses = new long[capacity];
            unknownInvocationOrder = new int[capacity];
        }
    }

    private int ClassOf<TState>(in Operation<TInput, TOutput> operation, int index, Model<TState, TInput, TOutput> model)
        where TState : notnull
    {
        var key = new StepKey(operation.Input, operation.Outcome);
        if (!stepClasses.TryGetValue(key, out var id))
        {
            id = Representative.Count;
            stepClasses.Add(key, id);
            Representative.Add(index);
            ReadOnly.Add(model.IsReadOnly(operation.Input, operation.Outcome));
            UnknownTwin.Add(-1);
        }

        return id;
    }

    // Of operations that respond at the same number the one invoked first counts as the first to return, so that "returned before" is the same
    // everywhere. Insertion keeps that order, and is quick where few overlap, as then few stand in the wrong place.
    private void SortReturns()
    {
        if (Count > InsertionSortLimit)
        {
            Array.Sort(responses, Returns, 0, Count);
            SortTies();
            return;
        }

        for (var i = 1; i < Count; i++)
        {
            var (response, operation, place) = (responses[i], Returns[i], i);
            for (; place > 0 && responses[place - 1] > response; place--)
            {
                responses[place] = responses[place - 1];
                Returns[place] = Returns[place - 1];
            }

            responses[place] = response;
            Returns[place] = operation;
        }
    }

    private void SortTies()
    {
        for (var from = 0; from < Count;)
        {
            var to = from + 1;
            while (to < Count && responses[to] == responses[from])
            {
                to++;
            }

            if (to > from + 1)
            {
                Array.Sort(Returns, from, to - from);
            }

            from = to;
        }
    }

    // Intervals are closed: what is invoked at the very number of a response is concurrent with it.
    private void FindOpened(History<TInput, TOutput> history)
    {
        var opened = 0;
        for (var k = 0; k < Count; k++)
        {
            while (opened < Count && history[Source[opened]].Interval.Invocation <= responses[k])
            {
                opened++;
            }

            Opened[k] = opened = Math.Max(opened, Returns[k] + 1);
        }
    }

    private void AddUnknown<TState>(
        History<TInput, TOutput> history, ReadOnlySpan<int> indices, Model<TState, TInput, TOutput> model)
        where TState : notnull
    {
        var k = 0;
        foreach (var index in indices)
        {
            ref readonly var operation = ref history[index];
            while (k < Count && operation.Interval.Invocation > responses[k])
            {
                k++;
            }

            // Invoked after the last response: nothing can need it.
            if (k == Count)
            {
                break;
            }

            var input = new InputKey(operation.Input);
            if (!unknownClassOfInput.TryGetValue(input, out var id))
            {
                id = Unknown.Count;
                unknownClassOfInput.Add(input, id);
                Unknown.Add(spare.TryPop(out var reused) ? reused : new());
                Unknown[id].Restart(ClassOf(operation, index, model));
            }

            Unknown[id].Members.Add(index);
            Unknown[id].AvailableFrom.Add(k);
        }

        for (var step = 0; Unknown.Count > 0 && step < Representative.Count; step++)
        {
            if (history[Representative[step]].Outcome.IsReturned)
            {
                UnknownTwin[step] = unknownClassOfInput.GetValueOrDefault(new(history[Representative[step]].Input), -1);
            }
        }
    }

    /// <summary>Unknown operations with the same input.</summary>
    internal sealed class UnknownClass
    {
        /// <summary>Their step class.</summary>
        public int Step { get; private set; }

        /// <summary>Indices in the history, in the order of invocations.</summary>
        public List<int> Members { get; } = [];

        /// <summary>For each member the first k at which it may be taken.</summary>
        public List<int> AvailableFrom { get; } = [];

        public void Restart(int step)
        {
            Step = step;
            Members.Clear();
            AvailableFrom.Clear();
        }
    }

    // Not the bare types: they may be null, or compare by reference; the default comparer then makes more classes, which is only slower.
    private readonly record struct StepKey(TInput Input, Outcome<TOutput> Outcome);

    private readonly record struct InputKey(TInput Input);
}
