namespace Sentinel.Scheduling.Subjects;

/// <summary>Data races of each kind.</summary>
public static class Races
{
    private static int _static;

    public static IControlledProgram Field()
    {
        var cell = new Cell();
        return new Script().Do(() => cell.Value = 1).Do(() => _ = cell.Value);
    }

    public static IControlledProgram Static() => new Script().Do(() => _static = 1).Do(() => _static = 2);

    public static IControlledProgram ArrayElement()
    {
        var array = new int[3];
        return new Script().Do(() => array[1] = 1).Do(() => array[1]++);
    }

    public static IControlledProgram PlainBesideInterlocked()
    {
        var cell = new Cell();
        return new Script().Do(() => Interlocked.Increment(ref cell.Value)).Do(() => cell.Value = 0);
    }

    public static IControlledProgram DictionaryWriters()
    {
        var map = new Dictionary<int, int>();
        return new Script().Do(() => map[1] = 1).Do(() => map[2] = 2);
    }

    public static IControlledProgram ListBehindInterface()
    {
        IList<int> list = new List<int>();
        return new Script().Do(() => list.Add(1)).Do(() => _ = list.Count);
    }

    public static IControlledProgram SharedRandom()
    {
        var random = new Random(1);
        return new Script().Do(() => random.Next()).Do(() => random.Next());
    }

    public static IControlledProgram TwoLocks()
    {
        var (a, b, cell) = (new Lock(), new Lock(), new Cell());
        void Set(Lock gate)
        {
            lock (gate)
            {
                cell.Value++;
            }
        }

        return new Script().Do(() => Set(a)).Do(() => Set(b));
    }

    public static IControlledProgram ReadLockForWriting()
    {
        var (rw, cell) = (new ReaderWriterLockSlim(), new Cell());
        void Set()
        {
            rw.EnterReadLock();
            cell.Value++;
            rw.ExitReadLock();
        }

        return new Script().Do(Set).Do(Set);
    }

    public static IControlledProgram TaskNotJoined()
    {
        var cell = new Cell();
        return new Script().Do(() =>
        {
            var task = Task.Run(() => cell.Value = 1);
            cell.Value = 2;
            task.Wait();
        });
    }

    public static IControlledProgram StoreBuffering()
    {
        var flags = new Flags();
        return new Script()
            .Do(() =>
            {
                flags.X = 1;
                _ = flags.Y;
            })
            .Do(() =>
            {
                flags.Y = 1;
                _ = flags.X;
            });
    }

    internal sealed class Cell
    {
        public int Value;
    }

    internal sealed class Flags
    {
        public volatile int X;
        public volatile int Y;
    }
}
