using Sentinel.Checking;
using Sentinel.Formats.Bindings;

namespace Sentinel.Properties.Models;

/// <summary>For each model: one small violation of each kind, and linearizable histories that look wrong.</summary>
public sealed class SmallHistoriesTests
{
    /// <summary>Model, kind of violation, history, and what the explanation has to say.</summary>
    public static TheoryData<string, string, string, string> Violations { get; } = new()
    {
        { "register", "stale", "0+write 1; 0-; 0+write 2; 0-; 1+read; 1- 1", "the register holds 2" },
        { "register", "lost", "0+write 1; 0-; 1+read; 1-", "the register holds 1" },
        { "register", "out of order", "0+write 1; 1+write 2; 0-; 1-; 2+read; 2- 1; 2+read; 2- 2; 2+read; 2- 1", "the register holds 1" },
        { "register", "from nothing", "0+write 1; 1+read; 1- 7; 0-", "the register holds" },
        { "register", "failed yet seen", "0+write 1; 0x; 1+read; 1- 1", "the register holds null" },
        { "cas-register", "lost", "0+write 1; 0-; 1+cas [1, 2]; 1-; 2+read; 2- 1", "the register holds 2" },
        { "cas-register", "duplicated", "0+write 1; 0-; 1+cas [1, 2]; 2+cas [1, 3]; 1-; 2-", "the register holds" },
        { "cas-register", "refused without cause", "0+write 1; 0-; 1+cas [1, 2]; 1- !false", "the register holds 1" },
        { "cas-register", "from nothing", "0+cas [5, 6]; 0-", "the register holds null" },
        { "multi-register", "torn", "0+txn [[write x 1] [write y 1]]; 1+txn [[read x nil] [read y nil]]; 0- [[write x 1] [write y 1]]; 1- [[read x 1] [read y nil]]", "x holds" },
        { "multi-register", "stale", "0+txn [[write x 1]]; 0- [[write x 1]]; 1+txn [[read x nil]]; 1- [[read x nil]]", "x holds 1" },
        { "multi-register", "from nothing", "0+txn [[read x nil]]; 0- [[read x 4]]", "x holds null" },
        { "multi-register", "own write unseen", "0+txn [[write x 1] [read x nil]]; 0- [[write x 1] [read x nil]]", "cannot be placed" },
        { "kv", "stale", "0+put 1 @a; 0-; 0+put 2 @a; 0-; 1+get @a; 1- \"1\"", "a holds \"2\"" },
        { "kv", "lost", "0+append x @a; 1+append y @a; 0-; 1-; 2+get @a; 2- y", "a holds" },
        { "kv", "duplicated", "0+append x @a; 0-; 1+get @a; 1- xx", "a holds \"x\"" },
        { "kv", "out of order", "0+append x @a; 0-; 0+append y @a; 0-; 1+get @a; 1- yx", "a holds \"xy\"" },
        { "kv", "phantom", "0+put x @a; 0-; 0+delete @a; 0-; 1+get @a; 1- x", "a holds \"\"" },
        { "counter", "stale", "0+inc; 0-; 1+get; 1- 0", "the count is 1" },
        { "counter", "lost", "0+inc; 1+inc; 0-; 1-; 2+get; 2- 1", "the count is 2" },
        { "counter", "duplicated", "0+inc; 0-; 1+get; 1- 2", "the count is 1" },
        { "counter", "out of order", "0+inc 5; 1+get; 1- 5; 2+get; 2- 0; 0-", "the count is 5" },
        { "counter", "told wrongly", "0+inc !1; 0- !1; 1+inc; 1- !1", "the count is 1" },
        { "set", "lost", "0+add 1; 0- !true; 1+contains 1; 1- !false", "1 is in the set" },
        { "set", "duplicated", "0+add 1; 1+add 1; 0- !true; 1- !true", "1 is in the set" },
        { "set", "phantom", "0+add 1; 0- !true; 0+remove 1; 0- !true; 1+contains 1; 1- !true", "1 is not in the set" },
        { "set", "from nothing", "0+remove 1; 0- !true", "1 is not in the set" },
        { "set", "twice removed", "0+add 1; 0-; 1+remove 1; 2+remove 1; 1- !true; 2- !true", "1 is not in the set" },
        { "queue", "out of order", "0+enqueue 1; 0-; 0+enqueue 2; 0-; 1+dequeue; 1- 2; 1+dequeue; 1- 1", "the oldest element is 1" },
        { "queue", "lost", "0+enqueue 1; 0-; 1+dequeue; 1-", "the oldest element is 1" },
        { "queue", "duplicated", "0+enqueue 1; 0-; 1+dequeue; 2+dequeue; 1- 1; 2- 1", "the queue is empty" },
        { "queue", "from nothing", "0+enqueue 1; 0-; 1+dequeue; 1- 2", "the oldest element is 1" },
        { "queue", "before it was there", "1+dequeue; 1- 1; 0+enqueue 1; 0-", "the queue is empty" },
        { "stack", "out of order", "0+push 1; 0-; 0+push 2; 0-; 1+pop; 1- 1; 1+pop; 1- 2", "2 is on top" },
        { "stack", "lost", "0+push 1; 0-; 1+pop; 1-", "1 is on top" },
        { "stack", "duplicated", "0+push 1; 0-; 1+pop; 2+pop; 1- 1; 2- 1", "the stack is empty" },
        { "stack", "from nothing", "0+push 1; 0-; 1+pop; 1- 2", "1 is on top" },
        { "priority-queue", "out of order", "0+insert 2; 0-; 0+insert 1; 0-; 1+deletemin; 1- 2", "the least element is 1" },
        { "priority-queue", "lost", "0+insert 1; 0-; 1+deletemin; 1-", "the least element is 1" },
        { "priority-queue", "duplicated", "0+insert 1; 0-; 1+deletemin; 1- 1; 1+deletemin; 1- 1", "the priority queue is empty" },
        { "priority-queue", "from nothing", "0+deletemin; 0- 3", "the priority queue is empty" },
        { "mutex", "held twice", "0+acquire; 0-; 1+acquire; 1-", "the mutex is held" },
        { "mutex", "tried in vain", "0+tryacquire; 0- !false", "the mutex is free" },
        { "mutex", "given back twice", "0+acquire; 0-; 0+release; 0-; 1+release; 1-", "the mutex is free" },
        { "mutex", "taken while held", "0+acquire; 0-; 1+tryacquire; 1- !true; 0+release; 0-", "the mutex is held" },
    };

    /// <summary>Model, what is odd about it, and the history.</summary>
    public static TheoryData<string, string, string> Linearizable { get; } = new()
    {
        { "register", "a pending write was seen", "0+write 1; 1+read; 1- 1" },
        { "register", "unknown took effect late", "0+write 1; 0?; 1+read; 1-; 1+write 2; 1-; 1+read; 1- 1" },
        { "register", "overlapping writes, either order", "0+write 1; 1+write 2; 0-; 1-; 2+read; 2- 1" },
        { "register", "a read may be older than what began before it", "0+write 1; 1+read; 2+read; 2- 1; 1-; 0-" },
        { "register", "failed, and not seen", "0+write 1; 0x; 1+read; 1-" },
        { "cas-register", "a pending swap was seen", "0+write 1; 0-; 1+cas [1, 2]; 2+read; 2- 2; 2+cas [1, 3]; 2- !false" },
        { "cas-register", "refused because of an unknown write", "0+write 1; 0?; 1+cas [null, 2]; 1- !false" },
        { "multi-register", "unknown took effect late", "0+txn [[write x 1] [write y 1]]; 0?; 1+txn [[read x nil]]; 1- [[read x nil]]; 1+txn [[r x nil] [r y nil]]; 1- [[r x 1] [r y 1]]" },
        { "kv", "overlapping appends, either order", "0+append x @a; 1+append y @a; 0-; 1-; 2+get @a; 2- yx" },
        { "kv", "nothing and the empty text", "0+get @a; 0- \"\"; 0+delete @a; 0-; 0+get @a; 0-" },
        { "kv", "keys are independent", "0+put 1 @a; 0-; 0+put 2 @b; 0-; 1+get @a; 1- \"1\"" },
        { "counter", "unknown took effect late", "0+inc; 0?; 1+get; 1- 0; 1+get; 1- 1" },
        { "counter", "gets around a pending increment", "0+inc 2; 1+get; 2+get; 1- 2; 2- 0; 0-" },
        { "set", "unknown removal took effect", "0+add 1; 0- !true; 1+remove 1; 1?; 0+contains 1; 0- !true; 0+contains 1; 0- !false" },
        { "set", "one of two adds is new", "0+add 1; 1+add 1; 0- !false; 1- !true" },
        { "queue", "a pending enqueue was dequeued", "0+enqueue 1; 1+dequeue; 1- 1" },
        { "queue", "an unknown dequeue took the element", "0+enqueue 1; 0-; 1+dequeue; 1?; 0+enqueue 2; 0-; 0+dequeue; 0- 2" },
        { "queue", "empty while an enqueue is open", "0+enqueue 1; 1+dequeue; 1-; 0-" },
        { "queue", "overlapping enqueues, either order", "0+enqueue 1; 1+enqueue 2; 0-; 1-; 2+dequeue; 2- 2; 2+dequeue; 2- 1" },
        { "stack", "a pending push was popped", "0+push 1; 1+pop; 1- 1" },
        { "stack", "overlapping pushes, either order", "0+push 1; 1+push 2; 0-; 1-; 2+pop; 2- 1; 2+pop; 2- 2" },
        { "priority-queue", "a smaller element was not in yet", "0+insert 2; 0-; 1+insert 1; 0+deletemin; 0- 2; 1-; 0+deletemin; 0- 1" },
        { "priority-queue", "equal elements", "0+insert 1; 0-; 0+insert 1; 0-; 1+deletemin; 1- 1; 1+deletemin; 1- 1; 1+deletemin; 1-" },
        { "mutex", "an unknown release took effect", "0+acquire; 0-; 0+release; 0?; 1+acquire; 1-" },
        { "mutex", "another process releases", "0+acquire; 0-; 1+release; 1-; 2+tryacquire; 2- !true" },
        { "mutex", "an acquire that waits", "0+acquire; 1+acquire; 0-; 0+release; 1-; 0-" },
    };

    [Theory]
    [MemberData(nameof(Violations))]
    public void Small_violations_are_explained(string model, string kind, string script, string reason)
    {
        var violation = Assert.IsType<Verdict.NotLinearizable>(Script.Load(model, script).Check());
        Assert.True(violation.Why.Sentence.Contains(reason, StringComparison.Ordinal), $"{kind}: {violation.Why.Sentence}");
    }

    [Theory]
    [MemberData(nameof(Linearizable))]
    public void What_looks_wrong_but_is_right_is_accepted(string model, string oddity, string script) =>
        Assert.True(Script.Load(model, script).Check() is Verdict.Linearizable, oddity);

    [Fact]
    public void Every_model_has_its_violations_and_its_oddities()
    {
        foreach (var model in ModelBinding.All)
        {
            Assert.Contains(Violations, row => Equals(row[0], model.Name));
            Assert.Contains(Linearizable, row => Equals(row[0], model.Name));
        }
    }
}
