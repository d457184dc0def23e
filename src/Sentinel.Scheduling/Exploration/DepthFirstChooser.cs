namespace Sentinel.Scheduling;

/// <summary>Goes through every schedule with at most so many pre-emptions, each once.</summary>
/// <remarks>Stateless search with iterative context bounding (Musuvathi and Qadeer, PLDI 2007): the path of the last run is kept, and
/// the next run follows it to the deepest choice that has another way to go. A choice costs a pre-emption only where
/// the current thread could have gone on; so the first choice of a run, when the main thread waits, is free, or a
/// bound of zero would explore one order only.</remarks>
internal sealed class DepthFirstChooser(int? bound) : IChooser
{
    private readonly List<Node> _path = [];
    private int _depth;
    private int _spent;

    /// <summary>True once every schedule within the bound has been run.</summary>
    public bool Finished { get; private set; }

    /// <summary>True where the bound kept a choice from being explored: only without that is the search complete.</summary>
    public bool Truncated { get; private set; }

    /// <summary>True where a run did not follow the path that an earlier one took: the code is not deterministic.</summary>
    public bool Mismatch { get; private set; }

    public void Begin()
    {
        _depth = 0;
        _spent = 0;
    }

    public int Choose(int current, int ordinal, bool currentEnabled, ReadOnlySpan<int> enabled)
    {
        if (_depth == _path.Count)
        {
            _path.Add(NewNode(current, currentEnabled, enabled));
        }

        var node = _path[_depth++];
        if (node.Current != current || !enabled.SequenceEqual(node.Enabled))
        {
            Mismatch = true;
            return enabled[0];
        }

        var choice = node.Options[node.Next];
        _spent += Cost(choice, current, currentEnabled);
        return choice;
    }

    public void Passed(int thread)
    {
    }

    /// <summary>Goes on to the next schedule; call it after each run.</summary>
    public void Advance()
    {
        // The last choice on the path is the one that this run was to make: where it did not come to it, that way is still to go.
        Mismatch |= _depth < _path.Count;
        _path.RemoveRange(_depth, _path.Count - _depth);
        while (_path.Count > 0)
        {
            var last = _path[^1];
            if (++last.Next < last.Options.Count)
            {
                return;
            }

            _path.RemoveAt(_path.Count - 1);
        }

        Finished = true;
    }

    private static int Cost(int choice, int current, bool currentEnabled) => currentEnabled && choice != current ? 1 : 0;

    private Node NewNode(int current, bool currentEnabled, ReadOnlySpan<int> enabled)
    {
        var node = new Node { Current = current, Enabled = enabled.ToArray() };
        node.Options.Add(RecordingChooser.Default(current, currentEnabled, enabled));
        foreach (var thread in enabled)
        {
            if (thread == node.Options[0])
            {
                continue;
            }

            if (bound is { } most && _spent + Cost(thread, current, currentEnabled) > most)
            {
                Truncated = true;
            }
            else
            {
                node.Options.Add(thread);
            }
        }

        return node;
    }

    private sealed class Node
    {
        public required int Current { get; init; }

        /// <summary>Who could go on: the same in every run that makes the same choices, where the code is deterministic.</summary>
        public required int[] Enabled { get; init; }

        public List<int> Options { get; } = [];

        public int Next { get; set; }
    }
}
