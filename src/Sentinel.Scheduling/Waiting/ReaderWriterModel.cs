namespace Sentinel.Scheduling;

/// <summary>The logical state of a <see cref="ReaderWriterLockSlim"/>: any number of readers, one that may upgrade, or one writer.</summary>
/// <remarks>Unlike the library it does not hold new readers back while a writer waits: every order is the scheduler's to choose.
/// Recursion is refused or allowed as the real lock was made.</remarks>
internal sealed class ReaderWriterModel(bool recursive)
{
    private readonly Dictionary<LogicalThread, int> _readers = [];

    public LogicalThread? Writer { get; private set; }

    public LogicalThread? Upgrader { get; private set; }

    public int WriterDepth { get; private set; }

    public int UpgraderDepth { get; private set; }

    public int ReaderCount => _readers.Count;

    public int ReadDepth(LogicalThread thread) => _readers.GetValueOrDefault(thread);

    public bool CanEnter(LogicalThread thread, Mode mode) => mode switch
    {
        Mode.Read => Writer is null || Writer == thread,
        Mode.Upgradeable => (Writer is null || Writer == thread) && (Upgrader is null || Upgrader == thread),
        _ => (Writer is null || Writer == thread) && (Upgrader is null || Upgrader == thread) && _readers.Keys.All(r => r == thread),
    };

    public IEnumerable<LogicalThread> Blockers(LogicalThread thread, Mode mode)
    {
        if (Writer is not null && Writer != thread)
        {
            yield return Writer;
        }

        if (mode != Mode.Read && Upgrader is not null && Upgrader != thread)
        {
            yield return Upgrader;
        }

        if (mode == Mode.Write)
        {
            foreach (var reader in _readers.Keys.Where(r => r != thread))
            {
                yield return reader;
            }
        }
    }

    /// <summary>What the library forbids, it forbids here with the same exception.</summary>
    public void Refuse(LogicalThread thread, Mode mode)
    {
        if (recursive)
        {
            return;
        }

        var held = mode switch
        {
            Mode.Read => ReadDepth(thread) > 0 || Writer == thread,
            Mode.Upgradeable => Upgrader == thread || Writer == thread || ReadDepth(thread) > 0,
            _ => Writer == thread || ReadDepth(thread) > 0,
        };
        if (held)
        {
            throw new LockRecursionException($"This thread already holds the lock; {mode} may not be entered again in this mode.");
        }
    }

    public void Enter(LogicalThread thread, Mode mode)
    {
        switch (mode)
        {
            case Mode.Read:
                _readers[thread] = ReadDepth(thread) + 1;
                break;
            case Mode.Upgradeable:
                Upgrader = thread;
                UpgraderDepth++;
                break;
            default:
                Writer = thread;
                WriterDepth++;
                break;
        }
    }

    public void Exit(LogicalThread thread, Mode mode)
    {
        var held = mode switch { Mode.Read => ReadDepth(thread) > 0, Mode.Upgradeable => Upgrader == thread, _ => Writer == thread };
        if (!held)
        {
            throw new SynchronizationLockException("The lock is being released without being held.");
        }

        switch (mode)
        {
            case Mode.Read when ReadDepth(thread) == 1:
                _readers.Remove(thread);
                break;
            case Mode.Read:
                _readers[thread]--;
                break;
            case Mode.Upgradeable:
                Upgrader = --UpgraderDepth == 0 ? null : Upgrader;
                break;
            default:
                Writer = --WriterDepth == 0 ? null : Writer;
                break;
        }
    }

    internal enum Mode
    {
        Read = 0,
        Upgradeable = 1,
        Write = 2,
    }
}
