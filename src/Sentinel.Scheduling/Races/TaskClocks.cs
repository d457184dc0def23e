namespace Sentinel.Scheduling;

/// <summary>What each task passes on to whoever sees it complete, and each continuation from whoever registered it.</summary>
/// <remarks>A task whose completion is not seen, because a package or the framework completes it, passes on what the common clock
/// knows: all that any thread did before it completed or signalled anything. That may order too much and hide a race; it never invents one.</remarks>
internal sealed class TaskClocks
{
    private readonly Dictionary<Task, VectorClock> _known = [];
    private readonly Dictionary<Task, Func<IEnumerable<Task>>> _sources = [];
    private readonly Dictionary<Task, (VectorClock Clock, Task? Antecedent)> _registered = [];
    private readonly Dictionary<Task, List<Task>> _children = [];
    private readonly VectorClock _common = new();

    public void Complete(VectorClock clock) => _common.Join(clock);

    /// <summary>The task completes now; one that is complete already keeps what it had.</summary>
    public void Complete(Task task, VectorClock clock)
    {
        if (!task.IsCompleted)
        {
            _known[task] = clock.Copy();
        }
    }

    /// <summary>The task was complete when it was made, or is completed on its maker's behalf.</summary>
    public void Made(Task task, VectorClock? clock) => _known.TryAdd(task, clock ?? new VectorClock());

    /// <summary>A thread runs the task: what its clock knows in the end is what the task passes on.</summary>
    public void Run(Task task, VectorClock clock)
    {
        if (_registered.Remove(task, out var registered))
        {
            clock.Join(registered.Clock);
            Join(clock, registered.Antecedent);
        }

        _known[task] = clock;
    }

    /// <summary>The thread goes on after a task that it ran in the middle of something else.</summary>
    public void Ran(Task task, VectorClock clock) => _known[task] = clock.Copy();

    /// <summary>The task is complete because others are.</summary>
    public void Follow(Task task, Func<IEnumerable<Task>> sources) => _sources[task] = sources;

    /// <summary>A task is complete only once the children are that are attached to it.</summary>
    public void Attach(Task child, Task parent)
    {
        if (!_children.TryGetValue(parent, out var children))
        {
            _children.Add(parent, children = []);
        }

        children.Add(child);
    }

    /// <summary>A continuation knows what was known where it was registered, and what its antecedent passes on; null for one that is not known.</summary>
    public void Register(Task continuation, Task? antecedent, VectorClock clock)
    {
        if (_known.TryGetValue(continuation, out var running))
        {
            Join(running, antecedent);
        }
        else
        {
            _registered[continuation] = (clock, antecedent);
        }
    }

    /// <summary>What a complete task passes on; the common clock's knowledge for null.</summary>
    public void Join(VectorClock clock, Task? task)
    {
        if (task is { IsCompleted: false })
        {
            return;
        }

        if (task is not null && _sources.TryGetValue(task, out var sources))
        {
            foreach (var source in sources())
            {
                Join(clock, source);
            }
        }
        else if (task is not null && _known.TryGetValue(task, out var known))
        {
            clock.Join(known);
        }
        else
        {
            clock.Join(_common);
        }

        if (task is not null && _children.TryGetValue(task, out var children))
        {
            foreach (var child in children)
            {
                Join(clock, child);
            }
        }

        if (task is { IsCanceled: true })
        {
            // Whoever cancelled it is not seen here.
            clock.Join(_common);
        }
    }
}
