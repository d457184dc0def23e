using System.Reflection;
using Sentinel.Scheduling;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Who reads and who writes a collection is said for every member it has.</summary>
public class CollectionMemberTests
{
    public static TheoryData<string> Types() => [.. CollectionMembers.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_member_of_a_collection_reads_or_writes(string name)
    {
        var type = Type.GetType(name) ?? typeof(SortedSet<>).Assembly.GetType(name) ?? typeof(PriorityQueue<,>).Assembly.GetType(name) ?? typeof(System.Collections.Stack).Assembly.GetType(name);
        var members = type!.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(m => m.DeclaringType != typeof(object)).Select(m => m.Name).ToArray();
        Assert.NotEmpty(members);
        Assert.DoesNotContain(members, m => CollectionMembers.Access(name, m) is not (SiteKind.Read or SiteKind.Write));
    }
}
