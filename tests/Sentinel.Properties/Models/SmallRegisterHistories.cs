namespace Sentinel.Properties.Models;

/// <summary>Small histories of register, cas-register and multi-register; see <see cref="SmallHistoriesTests"/>.</summary>
internal static class SmallRegisterHistories
{
    /// <summary>Model, kind of violation, history, the operation that cannot be placed, and the reason.</summary>
    public static TheoryData<string, string, string, string, string> Violations { get; } = new()
    {
        { "register", "stale", "0+write 1; 0-; 0+write 2; 0-; 1+read; 1- 1", "p1 read → 1", "the register holds 2 then" },
        { "register", "lost", "0+write 1; 0-; 1+read; 1-", "p1 read → null", "the register holds 1 then" },
        { "register", "duplicated", "0+write 1; 1+read; 1- 1; 1+write 2; 1-; 1+read; 1- 2; 1+read; 1- 1; 0-",
            "p1 read → 1", "the register holds 2 then" },
        { "register", "out of order", "0+write 1; 1+write 2; 0-; 1-; 2+read; 2- 1; 2+read; 2- 2",
            "p2 read → 2", "the register holds 1 then" },
        { "register", "phantom", "0+write 1; 0x; 1+read; 1- 1", "p1 read → 1", "the register holds null then" },
        { "register", "from nothing", "0+write 1; 1+read; 1- 7; 0-",
            "p1 read → 7", "the register holds 1 then, or the register holds null then" },
        { "cas-register", "stale", "0+write 1; 0-; 0+write 2; 0-; 1+cas [1, 3]; 1-", "p1 cas(1, 3) → ok", "the register holds 2 then" },
        { "cas-register", "lost", "0+write 1; 0-; 1+cas [1, 2]; 1-; 2+read; 2- 1", "p2 read → 1", "the register holds 2 then" },
        { "cas-register", "duplicated", "0+write 1; 0-; 1+cas [1, 2]; 2+cas [1, 3]; 1-; 2-",
            "p2 cas(1, 3) → ok", "the register holds 2 then" },
        { "cas-register", "out of order", "0+write 1; 0-; 0+cas [1, 2]; 1+cas [2, 3]; 2+read; 2- 3; 2+read; 2- 2; 0-; 1-",
            "p2 read → 2", "the register holds 3 then" },
        { "cas-register", "phantom", "0+write 1; 0-; 1+cas [1, 2]; 1x; 2+read; 2- 2", "p2 read → 2", "the register holds 1 then" },
        { "cas-register", "from nothing", "0+cas [5, 6]; 0-", "p0 cas(5, 6) → ok", "the register holds null then" },
        { "cas-register", "refused without cause", "0+write 1; 0-; 1+cas [1, 2]; 1- !false",
            "p1 cas(1, 2) → mismatch", "the register holds 1 then" },
        { "multi-register", "stale", "0+txn [[write x 1]]; 0- [[write x 1]]; 1+txn [[read x nil]]; 1- [[read x nil]]",
            "p1 txn(x→null)", "x holds 1 then" },
        { "multi-register", "lost", "0+txn [[read x nil] [write x 1]]; 1+txn [[read x nil] [write x 2]]; 0- [[read x nil] [write x 1]]; 1- [[read x nil] [write x 2]]",
            "p1 txn(x→null, x=2)", "x holds 1 then" },
        {
            "multi-register", "duplicated", "0+txn [[write x 1]]; 1+txn [[read x nil]]; 1- [[read x 1]]; 1+txn [[write x 2]]; 1- [[write x 2]]; "
            + "1+txn [[read x nil]]; 1- [[read x 1]]; 0- [[write x 1]]",
            "p1 txn(x→1)", "x holds 2 then"
        },
        {
            "multi-register", "out of order", "0+txn [[write x 1]]; 1+txn [[write y 1]]; 2+txn [[r x nil] [r y nil]]; 2- [[r x 1] [r y nil]]; "
            + "3+txn [[r x nil] [r y nil]]; 3- [[r x nil] [r y 1]]",
            "p3 txn(x→null, y→1)", "x holds 1 and y holds 1 then, or x holds 1 and y holds null then"
        },
        { "multi-register", "phantom", "0+txn [[write x 1]]; 0x; 1+txn [[read x nil]]; 1- [[read x 1]]",
            "p1 txn(x→1)", "x holds null then" },
        { "multi-register", "from nothing", "0+txn [[read x nil]]; 0- [[read x 4]]", "p0 txn(x→4)", "x holds null then" },
        { "multi-register", "torn", "0+txn [[write x 1] [write y 1]]; 1+txn [[read x nil] [read y nil]]; 0- [[write x 1] [write y 1]]; 1- [[read x 1] [read y nil]]",
            "p1 txn(x→1, y→null)", "x holds 1 and y holds 1 then" },
        { "multi-register", "own write unseen", "0+txn [[write x 1] [read x nil]]; 0- [[write x 1] [read x nil]]",
            "p0 txn(x=1, x→null)", "x holds 1 by its own write then" },
    };

    /// <summary>Model, what is odd about it, and the history.</summary>
    public static TheoryData<string, string, string> Linearizable { get; } = new()
    {
        { "register", "pending, yet seen", "0+write 1; 1+read; 1- 1" },
        { "register", "unknown, in effect late", "0+write 1; 0?; 1+read; 1-; 1+write 2; 1-; 1+read; 1- 1" },
        { "register", "overlapping, one order", "0+write 1; 1+write 2; 0-; 1-; 2+read; 2- 1" },
        { "register", "overlapping, the other order", "0+write 1; 1+write 2; 0-; 1-; 2+read; 2- 2" },
        { "register", "a read may be older than what began before it", "0+write 1; 1+read; 2+read; 2- 1; 1-; 0-" },
        { "register", "failed, and not seen", "0+write 1; 0x; 1+read; 1-" },
        { "cas-register", "pending, yet seen", "0+write 1; 0-; 1+cas [1, 2]; 2+read; 2- 2; 2+cas [1, 3]; 2- !false" },
        { "cas-register", "unknown, in effect late", "0+write 1; 0?; 1+write 2; 1-; 1+cas [1, 3]; 1-" },
        { "cas-register", "overlapping, one order", "0+write 1; 0-; 1+cas [1, 2]; 2+cas [1, 3]; 1-; 2- !false" },
        { "cas-register", "overlapping, the other order", "0+write 1; 0-; 1+cas [1, 2]; 2+cas [1, 3]; 1- !false; 2-" },
        { "cas-register", "refused because of an unknown write", "0+write 1; 0?; 1+cas [null, 2]; 1- !false" },
        { "multi-register", "pending, yet seen", "0+txn [[write x 1] [write y 1]]; 1+txn [[read x nil] [read y nil]]; 1- [[read x 1] [read y 1]]" },
        { "multi-register", "unknown, in effect late", "0+txn [[write x 1] [write y 1]]; 0?; 1+txn [[read x nil]]; 1- [[read x nil]]; 1+txn [[r x nil] [r y nil]]; 1- [[r x 1] [r y 1]]" },
        { "multi-register", "overlapping, one order", "0+txn [[write x 1]]; 1+txn [[write x 2]]; 0- [[write x 1]]; 1- [[write x 2]]; 2+txn [[read x nil]]; 2- [[read x 1]]" },
        { "multi-register", "overlapping, the other order", "0+txn [[write x 1]]; 1+txn [[write x 2]]; 0- [[write x 1]]; 1- [[write x 2]]; 2+txn [[read x nil]]; 2- [[read x 2]]" },
    };
}
