namespace Sentinel.Scheduling;

/// <summary>One thread of the controlled program: a task body, where it stands, and what it waits for.</summary>
/// <remarks>Most live for a few points, so what few of them need is made when it is needed. A logical thread keeps its worker from its
/// first step to its end, so that thread-affine state of the runtime (thread statics, real locks taken by uninstrumented code) behaves
/// as it does on a thread of its own. Touched only by the one thread that runs, or by the controller when none does.</remarks>
internal sealed class LogicalThread(int id, Execution execution, Task? body, ControlledTaskScheduler scheduler)
{
    /// <summary>The thread under control that the calling OS thread carries; null means uncontrolled: every shim passes through.</summary>
    [ThreadStatic]
    internal static LogicalThread? Current;

    public int Id { get; } = id;

    public Execution Execution { get; } = execution;

    public Task? Body { get; } = body;

    /// <summary>The scheduler that the body was queued to: only that one may run it.</summary>
    public ControlledTaskScheduler Scheduler { get; } = scheduler;

    /// <summary>Given at the first step; null before.</summary>
    public Worker? Worker { get; set; }

    public bool Done { get; set; }

    /// <summary>What must hold before the thread goes on; null at a plain point.</summary>
    public Waitable? Waiting { get; set; }

    /// <summary>Virtual time at which the wait gives up; <see cref="long.MaxValue"/> for never.</summary>
    public long Deadline { get; set; } = long.MaxValue;

    /// <summary>The last site reached: where a report says that the thread stands.</summary>
    public int Site { get; set; }

    /// <summary>Set by a yield: others first. Cleared as soon as another thread is chosen.</summary>
    public bool Yielded { get; set; }

    /// <summary>How often it has given way: many times means that it spins.</summary>
    public int Yields { get; set; }

    /// <summary>Accesses since its last point.</summary>
    public int Accesses { get; set; }

    /// <summary>How many choices were made while this thread was the current one: the key of a deviation.</summary>
    public int Choices { get; set; }

    /// <summary>The step that it works for, which is under way once one of its points has been passed (late stamps). What it starts inherits it.</summary>
    public StepRecord? Step { get; set; }

    /// <summary>The process whose operation this thread works for; continuations inherit it. -1 outside the branches.</summary>
    public int Branch { get; set; } = -1;

    /// <summary>A thread, a pool item, a timer or a posted callback: no task of the program's takes what it throws to whoever awaits.</summary>
    public bool EndsProcess { get; set; }

    /// <summary>It runs a branch itself: no task of the program's ends with it.</summary>
    public bool IsBranch { get; set; }

    public VectorClock Clock { get; } = new();

    /// <summary>The clock slot; a slot is reused once its last owner happens before the new one.</summary>
    public int Slot { get; set; }

    /// <summary>Somebody was told of its clock as it is now.</summary>
    public bool HasTold { get; set; }

    /// <summary>Locks held now, newest last; an array so that a race can keep the list of that moment for free.</summary>
    public object[] Held { get; set; } = [];

    /// <summary>The field of which object holds the spin lock that is called next; null where that is not known.</summary>
    public (object? Owner, int Member)? SpinsOn { get; set; }

    /// <summary>Scopes of <see cref="Lock"/> entered and not disposed: a by-ref scope does not say whose it is.</summary>
    public Stack<Lock>? Scopes { get; set; }

    public Aliases? Aliases { get; set; }

    /// <summary>Atomic calls that are running the program's own code, innermost last: what they hand to it others may just have published.</summary>
    public Stack<AtomicCall>? Within { get; set; }

    /// <summary>It is about to complete a task whose continuations may run at once; over with its next point.</summary>
    public bool CompletesInline { get; set; }

    /// <summary>It was posted by whoever completed what it awaits, and has not taken the result yet.</summary>
    public bool Resumed { get; set; }

    /// <summary>How many bodies it is in that may run inside a lock of the library: it waits only for what it can't have, and goes on first when it can.</summary>
    public int Quiet { get; set; }

    public int InlineDepth { get; set; }

    public int AbortThrows { get; set; }

    public SynchronizationContext Context => field ??= new ControlledContext(Execution, this);

    public bool Started => Worker is not null;

    /// <summary>The time of an access that it makes now: later than any that it has told of.</summary>
    /// <remarks>It moves only where an access follows, or the threads of a chain of continuations, of which each ends a moment after it told
    /// the next one, could never use one slot of the clocks after the other.</remarks>
    public int TimeOfAccess()
    {
        if (HasTold)
        {
            HasTold = false;
            Clock[Slot]++;
        }

        return Clock[Slot];
    }
}
