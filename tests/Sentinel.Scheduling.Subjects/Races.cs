using System.Collections;
using System.Text;

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

    public static IControlledProgram DictionaryBehindInterface()
    {
        IDictionary<int, int> map = new Dictionary<int, int>();
        return new Script().Do(() => map.Add(1, 1)).Do(() => _ = map.ContainsKey(2));
    }

    /// <summary>The result goes into a field, whose address is noted in front of the same call.</summary>
    public static IControlledProgram DictionaryReadIntoField()
    {
        var (map, cell) = (new Dictionary<int, int>(), new Cell());
        return new Script().Do(() => map[1] = 1).Do(() => map.TryGetValue(1, out cell.Value));
    }

    public static IControlledProgram OldCollection()
    {
        var list = new ArrayList();
        return new Script().Do(() => list.Add(1)).Do(() => _ = list.Count);
    }

    /// <summary>The lock is left before the query runs.</summary>
    public static IControlledProgram QueryAfterTheLock()
    {
        var (gate, list) = (new object(), new List<int> { 1 });
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    list.Add(2);
                }
            })
            .Branch(() =>
            {
                IEnumerable<int> query;
                lock (gate)
                {
                    query = list.Where(i => i > 0).OrderBy(i => i);
                }

                return query.Any() ? null : "BUG";
            });
    }

    public static IControlledProgram KeysAfterTheLock()
    {
        var (gate, map) = (new object(), new Dictionary<int, int>());
        return new Script()
            .Do(() =>
            {
                lock (gate)
                {
                    map[1] = 1;
                }
            })
            .Do(() =>
            {
                IEnumerable<int> keys;
                lock (gate)
                {
                    keys = map.Keys;
                }

                foreach (var key in keys)
                {
                    GC.KeepAlive(key);
                }
            });
    }

    public static IControlledProgram ListAsADelegate()
    {
        var list = new List<int>();
        Action<int> add = list.Add;
        return new Script().Do(() => add(1)).Do(() => add(2));
    }

    public static IControlledProgram GenericListAsADelegate()
    {
        var list = new List<string>();
        var add = new Adder<string>(list).Add;
        return new Script().Do(() => add("a")).Do(() => add("b"));
    }

    public static IControlledProgram ArrayFromEndToEnd()
    {
        var array = new int[3];
        return new Script().Do(() => Array.Clear(array)).Do(() => array[1]++);
    }

    public static IControlledProgram ElementAndThenTheWholeArray()
    {
        var array = new int[3];
        return new Script().Do(() => array[1]++).Do(() => Array.Clear(array));
    }

    public static IControlledProgram TextOfABuilder()
    {
        var builder = new StringBuilder();
        return new Script().Do(() => builder.Append('x')).Branch(builder.ToString);
    }

    public static IControlledProgram SharedRandom()
    {
        var random = new Random(1);
        return new Script().Do(() => random.Next()).Do(() => random.Next());
    }

    /// <summary>A constructor has its own fields for itself, and nobody else's.</summary>
    public static IControlledProgram FieldOfAnotherInAConstructor()
    {
        var first = new Node(null);
        return new Script().Do(() => _ = new Node(first)).Do(() => _ = new Node(first));
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

    internal sealed class Adder<T>(ICollection<T> items)
    {
        public Action<T> Add { get; } = items.Add;
    }

    internal sealed class Node
    {
        private Node? _previous;

        public Node(Node? next) => next?._previous = this;

        public Node? Previous => _previous;
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
