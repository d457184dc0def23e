namespace Sentinel.Scheduling.Subjects;

public sealed class SpinLocked
{
    private SpinLock _spin;
    private int _value;

    public int Total => _value;

    public void Add()
    {
        var taken = false;
        _spin.Enter(ref taken);
        _value++;
        _spin.Exit();
    }

    public bool TryAdd()
    {
        var taken = false;
        _spin.TryEnter(TimeSpan.FromMilliseconds(10), ref taken);
        if (taken)
        {
            _value++;
            _spin.Exit();
        }

        return taken;
    }
}

public sealed class Treiber
{
    private volatile Node? _head;

    public void Push(int value)
    {
        var node = new Node { Value = value };
        do
        {
            node.Next = _head;
        }
        while (Interlocked.CompareExchange(ref _head, node, node.Next) != node.Next);
    }

    public bool TryPop(out int value)
    {
        while (_head is { } head)
        {
            if (Interlocked.CompareExchange(ref _head, head.Next, head) == head)
            {
                value = head.Value;
                return true;
            }
        }

        value = 0;
        return false;
    }

    private sealed class Node
    {
        public int Value;
        public Node? Next;
    }
}

public sealed class MichaelScott
{
    private volatile Node _head = new();
    private volatile Node _tail;

    public MichaelScott() => _tail = _head;

    public void Enqueue(int value)
    {
        var node = new Node { Value = value };
        while (true)
        {
            var tail = _tail;
            var next = tail.Next;
            if (next is not null)
            {
                Interlocked.CompareExchange(ref _tail, next, tail);
            }
            else if (Interlocked.CompareExchange(ref tail.Next, node, null) is null)
            {
                Interlocked.CompareExchange(ref _tail, node, tail);
                return;
            }
        }
    }

    public bool TryDequeue(out int value)
    {
        while (true)
        {
            var head = _head;
            var tail = _tail;
            var next = head.Next;
            if (next is null)
            {
                value = 0;
                return false;
            }

            if (head == tail)
            {
                Interlocked.CompareExchange(ref _tail, next, tail);
            }
            else if (Interlocked.CompareExchange(ref _head, next, head) == head)
            {
                value = next.Value;
                return true;
            }
        }
    }

    private sealed class Node
    {
        public volatile Node? Next;
        public int Value;
    }
}

public sealed class Ring
{
    private readonly int[] _items = new int[2];
    private volatile int _written;
    private volatile int _read;

    public bool TryPut(int item)
    {
        if (_written - _read == _items.Length)
        {
            return false;
        }

        _items[_written % _items.Length] = item;
        _written++;
        return true;
    }

    public bool TryTake(out int item)
    {
        item = 0;
        if (_written == _read)
        {
            return false;
        }

        item = _items[_read % _items.Length];
        _read++;
        return true;
    }
}

public sealed class VolatileHolder
{
    private readonly Lock _gate = new();
    private volatile Box? _box;

    public int Get()
    {
        if (_box is null)
        {
            lock (_gate)
            {
                _box ??= new Box { Value = 42 };
            }
        }

        return _box.Value;
    }

    private sealed class Box
    {
        public int Value;
    }
}
