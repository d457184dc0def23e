namespace Sentinel.Scheduling;

/// <summary>One controlled run: its threads, who goes next, its clock, and what went wrong.</summary>
/// <remarks>Exactly one thread touches it at a time: the logical thread that runs, or the controller while none does.
/// The gates of the workers are the fences, so there is no lock.</remarks>
internal sealed partial class Execution
{
    private readonly WorkerPool _pool;
    private readonly IChooser _chooser;
    private readonly Gate _controller = new();
    private readonly List<LogicalThread> _live = [];
    private readonly List<TraceEntry> _trace = [];
    private readonly HashSet<int> _newPromotions = [];
    private HashSet<Finding.Unmodelled>? _unmodelled;
    private int[] _enabled = new int[8];
    private int _created;
    private int _sameThread;
    private int _looks;
    private int _moves;
    private LogicalThread? _interrupted;
    private LogicalThread? _last;
    private LogicalThread? _escapedFor;
    private volatile LogicalThread? _running;
    private VectorClock? _spawnClock;
    private StepRecord? _spawnStep;
    private int? _traced;
    private bool _controllerSpawns;
    private bool _stepped;
    private bool _changed;
    private bool _preempted;
    private volatile bool _aborting;
    private ulong _hash = 14695981039346656037;

    public Execution(WorkerPool pool, IChooser chooser, RunSettings settings)
    {
        _pool = pool;
        _chooser = chooser;
        Settings = settings;
        Scheduler = new ControlledTaskScheduler(this);
        World = new World(this, settings.WorldSeed);
        Races = settings.DetectRaces ? new RaceDetector(this) : null;
    }

    public RunSettings Settings { get; }

    public ControlledTaskScheduler Scheduler { get; }

    public World World { get; }

    /// <summary>Null where races are neither reported nor learned from: then an access costs nothing here.</summary>
    public RaceDetector? Races { get; }

    public Models Models { get; } = new();

    public Views Views { get; } = new();

    public Finding? Finding { get; private set; }

    /// <summary>The stack of a thread that is not under control and still reached the scheduler.</summary>
    public string? Escaped { get; private set; }

    /// <summary>Points passed. Read by the controller's watchdog while a thread runs.</summary>
    public int Points { get; private set; }

    /// <summary>Choices with at least two threads enabled.</summary>
    public int ChoicePoints { get; private set; }

    /// <summary>How often a thread that ran on and on was made to let others go first.</summary>
    public int ForcedYields { get; private set; }

    /// <summary>True between the start of the branches and their end: only then can something race.</summary>
    public bool InParallel { get; set; }

    public long Stamp { get; private set; }

    public ulong Hash => _hash;

    public bool Aborting => _aborting;

    public IReadOnlyList<TraceEntry> Trace => _trace;

    public IReadOnlySet<int> NewPromotions => _newPromotions;

    public IReadOnlyCollection<Finding.Unmodelled> UnmodelledCalls => _unmodelled ?? [];

    public long NextStamp() => ++Stamp;

    public bool IsPoint(int member) => Settings.EveryAccess || IsPromoted(member);

    /// <summary>For what is not an access, and so no point only because every access is one.</summary>
    public bool IsPromoted(int member) => member < Settings.Promoted.Length && Settings.Promoted[member];

    /// <summary>From the next run on, accesses of this member are points; this run gives no verdict of its own.</summary>
    public void Promote(int member)
    {
        if (!IsPromoted(member) && InParallel && (!Settings.EveryAccess || SiteTable.IsTry(member)) && _newPromotions.Add(member))
        {
            foreach (var inner in Settings.Sites.Inside(member))
            {
                _newPromotions.Add(inner);
            }
        }
    }

    /// <summary>A call that no model covers is about to be made: the end of the run, or a note.</summary>
    public void NoteUnmodelled(LogicalThread thread, SiteInfo call)
    {
        var finding = new Finding.Unmodelled(call.Member, call.Place);
        if (Settings.FailOnUnmodelled)
        {
            FailAndUnwind(thread, finding);
        }

        (_unmodelled ??= []).Add(finding);
    }

    /// <summary>Steps of enumerations become points once collections change while enumerations go on.</summary>
    public void NoteEnumeration(bool stepped, bool changed)
    {
        _stepped |= stepped && InParallel;
        _changed |= changed && InParallel;
        if (_stepped && _changed)
        {
            Promote(SiteTable.Enumeration);
        }
    }

    /// <summary>Starts a logical thread that runs <paramref name="body"/>; it makes its first step at the next choice.</summary>
    public LogicalThread? Spawn(Action body)
    {
        var before = _created;
        var task = new Task(body, CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        task.Start(Scheduler);
        if (_created == before)
        {
            return null;
        }

        _live[^1].EndsProcess = true;
        return _live[^1];
    }

    /// <summary>Starts a thread on nobody's behalf: the main one, or the callback of a timer made at <paramref name="clock"/> by <paramref name="step"/>.</summary>
    public LogicalThread? SpawnDetached(Action body, VectorClock? clock, StepRecord? step = null)
    {
        _controllerSpawns = true;
        _spawnClock = clock;
        _spawnStep = step;

        // Whoever moved the clock is not the one who made the timer: nothing of its context may flow.
        using var clean = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        var thread = Spawn(body);
        _spawnStep = null;
        _spawnClock = null;
        _controllerSpawns = false;
        return thread;
    }

    /// <summary>Makes a queued task a logical thread. A call from a thread that is not under control is an escape.</summary>
    public void Enqueue(Task task, ControlledTaskScheduler by)
    {
        var creator = LogicalThread.Current;
        if (_aborting)
        {
            return;
        }

        if (creator?.Execution != this && !_controllerSpawns)
        {
            Escape(null);
            return;
        }

        if (task.CreationOptions.HasFlag(TaskCreationOptions.AttachedToParent) && creator?.Body is { } parent && parent.Id == Task.CurrentId)
        {
            Races?.Attach(task, parent);
        }

        Acts();

        // What is started may pass a point before its creator does: then the step of both is under way.
        var thread = new LogicalThread(_created++, this, task, by)
        {
            Branch = creator?.Branch ?? -1,
            Step = _controllerSpawns ? _spawnStep : creator!.Step,
        };
        _live.Add(thread);
        Races?.Started(thread, _spawnClock ?? creator?.Clock);
        Mix(thread.Id, 0);
    }

    /// <summary>A thread that is not under control took part; <paramref name="waiter"/> is the one for whose await it did.</summary>
    public void Escape(LogicalThread? waiter)
    {
        if (!_aborting && Escaped is null)
        {
            _escapedFor = waiter;
            Escaped = Environment.StackTrace;
        }
    }

    /// <summary>Runs the thread's task on its worker. Whatever it throws is its outcome, never the worker's end.</summary>
    public void RunBody(LogicalThread thread)
    {
        if (!_aborting && Begins(thread))
        {
            Settings.Statics?.ClearThread();
            thread.Scheduler.Run(thread.Body!);
        }

        if (thread.Body!.Exception?.InnerException is { } error and not ScheduleAbortedException && thread.EndsProcess && !_aborting)
        {
            UnhandledIn(thread, error);
        }
    }

    /// <summary>A task without a point of its own would end before its creator goes on, and in order of creation: a point where that can be seen.</summary>
    /// <remarks>The rest of an asynchronous method has one before its end anyway.</remarks>
    private bool Begins(LogicalThread thread)
    {
        if (!IsPromoted(SiteTable.TaskOrder) || thread.IsBranch || thread.Id == 0 || thread.Resumed)
        {
            return true;
        }

        try
        {
            Point(thread, 0);
            return true;
        }
        catch (ScheduleAbortedException)
        {
            return false;
        }
    }

    /// <summary>Called by the worker after the body: hands control to whoever is next.</summary>
    /// <returns>A thread that has no worker yet, for the one that is free now: most are continuations, and what carries on where another
    /// ended need not wait for an OS thread to wake.</returns>
    public LogicalThread? Finish(LogicalThread thread)
    {
        thread.Done = true;
        Acts();
        var worker = thread.Worker!;
        if (worker.Abandoned)
        {
            return null;
        }

        _live.Remove(thread);
        Races?.Ended(thread);
        _pool.Return(worker);
        if (_aborting || Finding is not null || thread.Id == 0)
        {
            _controller.Release();
            return null;
        }

        var next = PickNext(thread);
        if (next is { Started: false })
        {
            _pool.Take(worker);
            next.Worker = worker;
            _running = next;
            return next;
        }

        if (next is not null)
        {
            Resume(next);
        }

        return null;
    }

    private void Mix(int thread, int site)
    {
        _hash = (_hash ^ (uint)site) * 1099511628211;
        _hash = (_hash ^ (uint)thread) * 1099511628211;
        _hash = (_hash << 31) | (_hash >> 33);
    }
}
