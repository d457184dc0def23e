using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>A queue, a stack or a priority queue.</summary>
internal sealed class ContainerObject : SimulatedObject
{
    private readonly string putIn;
    private readonly string takeOut;
    private readonly Action<Value> add;
    private readonly Func<Value> take;
    private readonly bool shuffles;

    private ContainerObject(string putIn, string takeOut, bool shuffles, Action<Value> add, Func<Value> take) =>
        (this.putIn, this.takeOut, this.shuffles, this.add, this.take) = (putIn, takeOut, shuffles, add, take);

    /// <summary>First in, first out.</summary>
    public static ContainerObject Queue()
    {
        Queue<Value> elements = [];
        return new("enqueue", "dequeue", false, elements.Enqueue, () => elements.TryDequeue(out var element) ? element : Value.Null);
    }

    /// <summary>Last in, first out.</summary>
    public static ContainerObject Stack()
    {
        Stack<Value> elements = [];
        return new("push", "pop", false, elements.Push, () => elements.TryPop(out var element) ? element : Value.Null);
    }

    /// <summary>Least first.</summary>
    public static ContainerObject PriorityQueue()
    {
        PriorityQueue<Value, Value> elements = new();
        return new("insert", "deletemin", true, element => elements.Enqueue(element, element), () => elements.TryDequeue(out var element, out _) ? element : Value.Null);
    }

    /// <inheritdoc/>
    public override Call Next(Choices choices) => choices.Reads() ? new(takeOut) : new(putIn, Argument: Element(choices.Fresh()));

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        if (call.Function == takeOut)
        {
            return new(take());
        }

        add(call.Argument);
        return default;
    }

    /// <inheritdoc/>
    public override bool IsRemoval(in Call call) => call.Function == takeOut;

    // Ascending priorities would make a queue of it: multiplied by an odd number modulo 2^31 they stay distinct, in no order.
    private Value Element(Value fresh) =>
        shuffles && fresh.TryGetInteger(out var number) ? Value.Of((number * 0x4F1BBCDD) & 0x7FFFFFFF) : fresh;
}
