using System.Collections.Concurrent;

namespace Sentinel.Scheduling.Subjects;

/// <content>What the library calls inside its own locks, and the locks that it takes there.</content>
public static partial class Everyday
{
    /// <summary>The library compares the key inside its own lock, and the key takes one.</summary>
    public static IControlledProgram KeyThatComparesUnderALock()
    {
        var (map, key) = (new ConcurrentDictionary<LockedKey, int>(), new LockedKey());
        void Count() => map.AddOrUpdate(key, 1, static (_, count) => count + 1);
        return new Script().Do(Count, Count).Do(Count, Count).Check(() => map[key] == 4, "lost a count");
    }

    private sealed class LockedKey : IEquatable<LockedKey>
    {
        private readonly object _gate = new();
        private int _seen;

        public bool Equals(LockedKey? other)
        {
            lock (_gate)
            {
                _seen++;
                return ReferenceEquals(this, other);
            }
        }

        public override bool Equals(object? obj) => Equals(obj as LockedKey);

        public override int GetHashCode()
        {
            lock (_gate)
            {
                return 7;
            }
        }
    }

    /// <summary>What a comparison calls runs inside the lock of the library too.</summary>
    public static IControlledProgram KeyThatComparesThroughAMethod()
    {
        var map = new ConcurrentDictionary<Versioned, int>();
        return new Script()
            .Do(() => map[new Versioned(1)] = 1, () => map[new Versioned(1)] = 2)
            .Do(() => map[new Versioned(1)] = 3, () => map.TryRemove(new Versioned(1), out _));
    }

    /// <summary>The statics of a generic type are made at its first use, by one thread under a lock of the runtime.</summary>
    public static IControlledProgram GenericStaticThatIsMadeThroughARegistry()
    {
        static object? Read() => Registered<Box>.Name == "Box" ? null : "BUG";
        return new Script().Branch(Read).Branch(Read);
    }

    private static readonly ConcurrentDictionary<Type, string> Registry = new();

    private static class Registered<T>
    {
        public static readonly string Name = Register();

        private static string Register()
        {
            Thread.Yield();
            return Registry.GetOrAdd(typeof(T), static type => type.Name);
        }
    }

    private sealed class Versioned(int id) : IEquatable<Versioned>
    {
        private int _id = id;

        public bool Equals(Versioned? other) => other is not null && Read() == other.Read();

        public override bool Equals(object? obj) => Equals(obj as Versioned);

        public override int GetHashCode() => _id;

        private int Read() => Volatile.Read(ref _id);
    }

    public static IControlledProgram TextUnderALock()
    {
        var pair = new LockedPair();
        return new Script().Do(() => pair.Set(1)).Branch(() =>
        {
            pair.Touch();
            var text = pair.ToString();
            return text[0] == text[1] ? null : "BUG torn " + text;
        });
    }

    public static IControlledProgram ComparisonUnderALock()
    {
        var pair = new LockedPair();
        return new Script().Do(() => pair.Set(1)).Branch(() =>
        {
            pair.Touch();
            return pair.Equals(null) ? null : "BUG torn";
        });
    }

    private sealed class LockedPair
    {
        private readonly object _gate = new();
        private int _first;
        private int _second;
        private int _touched;

        public void Touch() => Interlocked.Increment(ref _touched);

        public void Set(int value)
        {
            lock (_gate)
            {
                _first = value;
                Touch();
                _second = value;
            }
        }

        public override string ToString()
        {
            lock (_gate)
            {
                return $"{_first}{_second}";
            }
        }

        public override bool Equals(object? obj)
        {
            lock (_gate)
            {
                return _first == _second;
            }
        }

        public override int GetHashCode() => 0;
    }
}
