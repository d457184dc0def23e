namespace Sentinel.Checking.Search;

/// <summary>How many Unknown operations of each class a configuration has used, as one number.</summary>
/// <remarks>
/// The counts are the leaves of a binary tree of fixed depth, whose nodes are interned as pairs of their children: equal counts have
/// the same root, one more use makes as many nodes as the tree is deep, and comparing two sets skips what they share. 0 is the set
/// without any use.
/// </remarks>
internal sealed class UnknownUses(Budget budget, Reductions reductions)
{
    private const int BytesPerNode = 48;
    private readonly Dictionary<long, int> ids = [];
    private readonly List<(int Left, int Right)> nodes = [];
    private int depth;

    /// <summary>Starts anew, for so many classes.</summary>
    public void Clear(int classes)
    {
        ids.Clear();
        nodes.Clear();
        Intern(0, 0);
        for (depth = 0; 1 << depth < classes; depth++)
        {
        }
    }

    /// <summary>How often the class is used in the set.</summary>
    public int Count(int root, int unknownClass)
    {
        for (var level = depth - 1; level >= 0; level--)
        {
            root = ((unknownClass >> level) & 1) == 0 ? nodes[root].Left : nodes[root].Right;
        }

        return root;
    }

    /// <summary>The set with one more use of the class.</summary>
    public int With(int root, int unknownClass) => With(root, unknownClass, depth - 1);

    /// <summary>Whether a configuration that used the first set covers one, otherwise the same, that used the second.</summary>
    /// <remarks>
    /// <para>Unknown dominance. Of two configurations c and d that are equal but for the Unknown operations used, of which c used no more of any class than d, c covers d: take an
    /// order that completes d, and let it take of each class the first members that c has left. Legal: members of a class have the same input, and the states are the same. Real time: the
    /// n-th that c has left is invoked no later than the n-th that d has left, as members are counted in the order of invocations, and none returns. So the distance of c is at
    /// most that of d, and entering d can be left out even while c is still being explored (<see cref="Kernel{TState, TInput, TOutput, TMask}"/>).</para>
    /// <para>Where it would fail: a subset, class by class; a smaller total proves nothing.</para>
    /// </remarks>
    public bool Covers(int used, int otherUsed) =>
        reductions.UnknownDominance ? IsSubset(used, otherUsed, depth) : used == otherUsed;

    private int With(int node, int unknownClass, int level)
    {
        if (level < 0)
        {
            return node + 1;
        }

        var (left, right) = nodes[node];
        return ((unknownClass >> level) & 1) == 0
            ? Intern(With(left, unknownClass, level - 1), right)
            : Intern(left, With(right, unknownClass, level - 1));
    }

    private int Intern(int left, int right)
    {
        var key = ((long)left << 32) | (uint)right;
        if (!ids.TryGetValue(key, out var id))
        {
            id = nodes.Count;
            nodes.Add((left, right));
            ids.Add(key, id);
            budget.Charge(BytesPerNode);
        }

        return id;
    }

    private bool IsSubset(int one, int other, int level)
    {
        if (one == other || level == 0)
        {
            return one <= other;
        }

        var (left, right) = nodes[one];
        var (otherLeft, otherRight) = nodes[other];
        return IsSubset(left, otherLeft, level - 1) && IsSubset(right, otherRight, level - 1);
    }
}
