namespace Sentinel.Properties.Models;

/// <summary>Small histories of queue, stack and priority-queue; see <see cref="SmallHistoriesTests"/>.</summary>
internal static class SmallContainerHistories
{
    /// <summary>Model, kind of violation, history, the operation that cannot be placed, and the reason.</summary>
    public static TheoryData<string, string, string, string, string> Violations { get; } = new()
    {
        { "queue", "stale", "0+enqueue 4; 0-; 1+dequeue; 1-", "p1 dequeue → empty", "the oldest element is 4 then" },
        { "queue", "lost", "0+enqueue 4; 0-; 0+enqueue 7; 0-; 1+dequeue; 1- 4; 1+dequeue; 1-",
            "p1 dequeue → empty", "the oldest element is 7 then" },
        { "queue", "duplicated", "0+enqueue 4; 0-; 1+dequeue; 2+dequeue; 1- 4; 2- 4", "p2 dequeue → 4", "the queue is empty then" },
        { "queue", "out of order", "0+enqueue 4; 0-; 0+enqueue 7; 0-; 1+dequeue; 1- 7; 1+dequeue; 1- 4",
            "p1 dequeue → 7", "the oldest element is 4 then" },
        { "queue", "phantom", "0+enqueue 4; 0x; 1+dequeue; 1- 4", "p1 dequeue → 4", "the queue is empty then" },
        { "queue", "from nothing", "0+enqueue 4; 0-; 1+dequeue; 1- 9", "p1 dequeue → 9", "the oldest element is 4 then" },
        { "queue", "before it was there", "1+dequeue; 1- 4; 0+enqueue 4; 0-", "p1 dequeue → 4", "the queue is empty then" },
        { "stack", "stale", "0+push 4; 0-; 1+pop; 1-", "p1 pop → empty", "4 is on top then" },
        { "stack", "lost", "0+push 4; 0-; 0+push 7; 0-; 1+pop; 1- 7; 1+pop; 1-", "p1 pop → empty", "4 is on top then" },
        { "stack", "duplicated", "0+push 4; 0-; 1+pop; 2+pop; 1- 4; 2- 4", "p2 pop → 4", "the stack is empty then" },
        { "stack", "out of order", "0+push 4; 0-; 0+push 7; 0-; 1+pop; 1- 4; 1+pop; 1- 7", "p1 pop → 4", "7 is on top then" },
        { "stack", "phantom", "0+push 4; 0x; 1+pop; 1- 4", "p1 pop → 4", "the stack is empty then" },
        { "stack", "from nothing", "0+push 4; 0-; 1+pop; 1- 9", "p1 pop → 9", "4 is on top then" },
        { "stack", "before it was there", "1+pop; 1- 4; 0+push 4; 0-", "p1 pop → 4", "the stack is empty then" },
        { "priority-queue", "stale", "0+insert 4; 0-; 1+deletemin; 1-", "p1 deletemin → empty", "the least element is 4 then" },
        { "priority-queue", "lost", "0+insert 7; 0-; 0+insert 4; 0-; 1+deletemin; 1- 4; 1+deletemin; 1-",
            "p1 deletemin → empty", "the least element is 7 then" },
        { "priority-queue", "duplicated", "0+insert 4; 0-; 1+deletemin; 2+deletemin; 1- 4; 2- 4",
            "p2 deletemin → 4", "the priority queue is empty then" },
        { "priority-queue", "out of order", "0+insert 7; 0-; 0+insert 4; 0-; 1+deletemin; 1- 7; 1+deletemin; 1- 4",
            "p1 deletemin → 7", "the least element is 4 then" },
        { "priority-queue", "phantom", "0+insert 4; 0x; 1+deletemin; 1- 4", "p1 deletemin → 4", "the priority queue is empty then" },
        { "priority-queue", "from nothing", "0+insert 4; 0-; 1+deletemin; 1- 9", "p1 deletemin → 9", "the least element is 4 then" },
        { "priority-queue", "before it was there", "1+deletemin; 1- 4; 0+insert 4; 0-",
            "p1 deletemin → 4", "the priority queue is empty then" },
    };

    /// <summary>Model, what is odd about it, and the history.</summary>
    public static TheoryData<string, string, string> Linearizable { get; } = new()
    {
        { "queue", "pending, yet seen", "0+enqueue 1; 1+dequeue; 1- 1" },
        { "queue", "unknown, in effect late", "0+enqueue 1; 0?; 1+dequeue; 1-; 1+dequeue; 1- 1" },
        { "queue", "overlapping, one order", "0+enqueue 1; 1+enqueue 2; 0-; 1-; 2+dequeue; 2- 1; 2+dequeue; 2- 2" },
        { "queue", "overlapping, the other order", "0+enqueue 1; 1+enqueue 2; 0-; 1-; 2+dequeue; 2- 2; 2+dequeue; 2- 1" },
        { "queue", "an unknown dequeue took the element", "0+enqueue 1; 0-; 1+dequeue; 1?; 0+enqueue 2; 0-; 0+dequeue; 0- 2" },
        { "queue", "empty while an enqueue is open", "0+enqueue 1; 1+dequeue; 1-; 0-" },
        { "stack", "pending, yet seen", "0+push 1; 1+pop; 1- 1" },
        { "stack", "unknown, in effect late", "0+push 1; 0?; 1+pop; 1-; 1+pop; 1- 1" },
        { "stack", "overlapping, one order", "0+push 1; 1+push 2; 0-; 1-; 2+pop; 2- 1; 2+pop; 2- 2" },
        { "stack", "overlapping, the other order", "0+push 1; 1+push 2; 0-; 1-; 2+pop; 2- 2; 2+pop; 2- 1" },
        { "priority-queue", "pending, yet seen", "0+insert 1; 1+deletemin; 1- 1" },
        { "priority-queue", "unknown, in effect late", "0+insert 1; 0?; 1+deletemin; 1-; 1+deletemin; 1- 1" },
        { "priority-queue", "overlapping, one order", "0+insert 1; 1+insert 2; 2+deletemin; 2- 1; 2+deletemin; 2- 2; 0-; 1-" },
        { "priority-queue", "overlapping, the other order", "0+insert 1; 1+insert 2; 2+deletemin; 2- 2; 2+deletemin; 2- 1; 0-; 1-" },
        { "priority-queue", "a smaller element was not in yet", "0+insert 2; 0-; 1+insert 1; 0+deletemin; 0- 2; 1-; 0+deletemin; 0- 1" },
        { "priority-queue", "equal elements", "0+insert 1; 0-; 0+insert 1; 0-; 1+deletemin; 1- 1; 1+deletemin; 1- 1; 1+deletemin; 1-" },
    };
}
