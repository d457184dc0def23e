namespace Sentinel.Properties.Models;

/// <summary>Small histories of kv, counter, set and mutex; see <see cref="SmallHistoriesTests"/>.</summary>
internal static class SmallObjectHistories
{
    /// <summary>Model, kind of violation, history, the operation that cannot be placed, and the reason.</summary>
    public static TheoryData<string, string, string, string, string> Violations { get; } = new()
    {
        { "kv", "stale", "0+put 1 @a; 0-; 0+put 2 @a; 0-; 1+get @a; 1- \"1\"", "p1 get(a) → \"1\"", "a holds \"2\" then" },
        { "kv", "lost", "0+append x @a; 1+append y @a; 0-; 1-; 2+get @a; 2- y",
            "p2 get(a) → \"y\"", "a holds \"xy\" then, or a holds \"yx\" then" },
        { "kv", "duplicated", "0+append x @a; 0-; 1+get @a; 1- xx", "p1 get(a) → \"xx\"", "a holds \"x\" then" },
        { "kv", "out of order", "0+append x @a; 0-; 0+append y @a; 0-; 1+get @a; 1- yx", "p1 get(a) → \"yx\"", "a holds \"xy\" then" },
        { "kv", "phantom", "0+put x @a; 0-; 0+delete @a; 0-; 1+get @a; 1- x", "p1 get(a) → \"x\"", "a holds \"\" then" },
        { "kv", "from nothing", "0+put x @a; 0-; 1+get @a; 1- z", "p1 get(a) → \"z\"", "a holds \"x\" then" },
        { "counter", "stale", "0+inc; 0-; 1+get; 1- 0", "p1 get → 0", "the count is 1 then" },
        { "counter", "lost", "0+inc; 1+inc; 0-; 1-; 2+get; 2- 1", "p2 get → 1", "the count is 2 then" },
        { "counter", "duplicated", "0+inc; 0-; 1+get; 1- 2", "p1 get → 2", "the count is 1 then" },
        { "counter", "out of order", "0+inc 5; 1+get; 1- 5; 2+get; 2- 0; 0-", "p2 get → 0", "the count is 5 then" },
        { "counter", "phantom", "0+inc; 0x; 1+get; 1- 1", "p1 get → 1", "the count is 0 then" },
        { "counter", "from nothing", "0+get; 0- 5", "p0 get → 5", "the count is 0 then" },
        { "counter", "told wrongly", "0+inc !1; 0- !1; 1+inc; 1- !1", "p1 inc → 1", "the count is 1 then, and would become 2" },
        { "set", "stale", "0+add 1; 0- !true; 0+remove 1; 0- !true; 1+contains 1; 1- !true",
            "p1 contains(1) → true", "1 is not in the set then" },
        { "set", "lost", "0+add 1; 0- !true; 1+contains 1; 1- !false", "p1 contains(1) → false", "1 is in the set then" },
        { "set", "duplicated", "0+add 1; 1+add 1; 0- !true; 1- !true", "p1 add(1) → true", "1 is in the set then" },
        { "set", "out of order", "0+add 1; 1+contains 1; 1- !true; 1+contains 1; 1- !false; 0- !true",
            "p1 contains(1) → false", "1 is in the set then" },
        { "set", "phantom", "0+add 1; 0x; 1+contains 1; 1- !true", "p1 contains(1) → true", "1 is not in the set then" },
        { "set", "from nothing", "0+remove 1; 0- !true", "p0 remove(1) → true", "1 is not in the set then" },
        { "set", "twice removed", "0+add 1; 0-; 1+remove 1; 2+remove 1; 1- !true; 2- !true",
            "p2 remove(1) → true", "1 is not in the set then" },
        { "mutex", "stale", "0+acquire; 0-; 0+release; 0-; 1+tryacquire; 1- !false", "p1 tryacquire → false", "the mutex is free then" },
        { "mutex", "lost", "0+acquire; 0-; 1+acquire; 1-", "p1 acquire → ok", "the mutex is held then" },
        { "mutex", "duplicated", "0+acquire; 0-; 1+acquire; 2+acquire; 0+release; 0-; 1-; 2-",
            "p2 acquire → ok", "the mutex is held then" },
        { "mutex", "out of order", "0+release; 0-; 1+acquire; 1-", "p0 release → ok", "the mutex is free then" },
        { "mutex", "phantom", "0+acquire; 0x; 1+tryacquire; 1- !false", "p1 tryacquire → false", "the mutex is free then" },
        { "mutex", "from nothing", "0+tryacquire; 0- !false", "p0 tryacquire → false", "the mutex is free then" },
        { "mutex", "given back twice", "0+acquire; 0-; 0+release; 0-; 1+release; 1-", "p1 release → ok", "the mutex is free then" },
        { "mutex", "taken while held", "0+acquire; 0-; 1+tryacquire; 1- !true; 0+release; 0-",
            "p1 tryacquire → true", "the mutex is held then" },
    };

    /// <summary>Model, what is odd about it, and the history.</summary>
    public static TheoryData<string, string, string> Linearizable { get; } = new()
    {
        { "kv", "pending, yet seen", "0+put x @a; 1+get @a; 1- x" },
        { "kv", "unknown, in effect late", "0+put x @a; 0?; 1+get @a; 1-; 1+put y @a; 1-; 1+get @a; 1- x" },
        { "kv", "overlapping, one order", "0+append x @a; 1+append y @a; 0-; 1-; 2+get @a; 2- xy" },
        { "kv", "overlapping, the other order", "0+append x @a; 1+append y @a; 0-; 1-; 2+get @a; 2- yx" },
        { "kv", "nothing and the empty text", "0+get @a; 0- \"\"; 0+delete @a; 0-; 0+get @a; 0-" },
        { "kv", "keys are independent", "0+put 1 @a; 0-; 0+put 2 @b; 0-; 1+get @a; 1- \"1\"" },
        { "counter", "pending, yet seen", "0+inc 2; 1+get; 2+get; 1- 2; 2- 0" },
        { "counter", "unknown, in effect late", "0+inc; 0?; 1+get; 1- 0; 1+get; 1- 1" },
        { "counter", "overlapping, one order", "0+inc; 1+inc 2; 0- !1; 1- !3" },
        { "counter", "overlapping, the other order", "0+inc; 1+inc 2; 0- !3; 1- !2" },
        { "set", "pending, yet seen", "0+add 1; 1+contains 1; 1- !true" },
        { "set", "unknown, in effect late", "0+add 1; 0- !true; 1+remove 1; 1?; 0+contains 1; 0- !true; 0+contains 1; 0- !false" },
        { "set", "overlapping, one order", "0+add 1; 1+add 1; 0- !true; 1- !false" },
        { "set", "overlapping, the other order", "0+add 1; 1+add 1; 0- !false; 1- !true" },
        { "mutex", "pending, yet seen", "0+acquire; 0-; 0+release; 1+tryacquire; 1- !true" },
        { "mutex", "unknown, in effect late", "0+acquire; 0-; 0+release; 0?; 1+tryacquire; 1- !false; 1+acquire; 1-" },
        { "mutex", "overlapping, one order", "0+tryacquire; 1+tryacquire; 0- !true; 1- !false" },
        { "mutex", "overlapping, the other order", "0+tryacquire; 1+tryacquire; 0- !false; 1- !true" },
        { "mutex", "another process releases", "0+acquire; 0-; 1+release; 1-; 2+tryacquire; 2- !true" },
        { "mutex", "an acquire that waits", "0+acquire; 1+acquire; 0-; 0+release; 1-; 0-" },
    };
}
