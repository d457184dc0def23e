namespace Sentinel.Scheduling;

/// <summary>Collections and generators without a lock: which members read their content and which change it. Data, not code.</summary>
/// <remarks>Complete for the framework it is built on, as a test sees to; a member of a later one is learned from, not accused.</remarks>
internal static class CollectionMembers
{
    private static readonly Dictionary<string, Members> Known = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.Dictionary`2"] = new(
            "ContainsKey ContainsValue GetAlternateLookup GetEnumerator GetObjectData TryGetAlternateLookup TryGetValue get_Capacity get_Comparer "
                + "get_Count get_Item get_Keys get_Values",
            "Add Clear EnsureCapacity OnDeserialization Remove TrimExcess TryAdd set_Item"),
        ["System.Collections.Generic.List`1"] = new(
            "AsReadOnly BinarySearch Contains ConvertAll CopyTo Exists Find FindAll FindIndex FindLast FindLastIndex ForEach GetEnumerator GetRange "
                + "IndexOf LastIndexOf Slice ToArray TrueForAll get_Capacity get_Count get_Item",
            "Add AddRange Clear EnsureCapacity Insert InsertRange Remove RemoveAll RemoveAt RemoveRange Reverse Sort TrimExcess set_Capacity set_Item"),
        ["System.Collections.Generic.HashSet`1"] = new(
            "Contains CopyTo GetAlternateLookup GetEnumerator GetObjectData IsProperSubsetOf IsProperSupersetOf IsSubsetOf IsSupersetOf Overlaps "
                + "SetEquals TryGetAlternateLookup TryGetValue get_Capacity get_Comparer get_Count",
            "Add Clear EnsureCapacity ExceptWith IntersectWith OnDeserialization Remove RemoveWhere SymmetricExceptWith TrimExcess UnionWith"),
        ["System.Collections.Generic.SortedSet`1"] = new(
            "Contains CopyTo GetEnumerator GetViewBetween IsProperSubsetOf IsProperSupersetOf IsSubsetOf IsSupersetOf Overlaps Reverse SetEquals "
                + "TryGetValue get_Comparer get_Count get_Max get_Min",
            "Add Clear ExceptWith IntersectWith Remove RemoveWhere SymmetricExceptWith UnionWith"),
        ["System.Collections.Generic.SortedDictionary`2"] = new(
            "ContainsKey ContainsValue CopyTo GetEnumerator TryGetValue get_Comparer get_Count get_Item get_Keys get_Values",
            "Add Clear Remove set_Item"),
        ["System.Collections.Generic.SortedList`2"] = new(
            "ContainsKey ContainsValue GetEnumerator GetKeyAtIndex GetValueAtIndex IndexOfKey IndexOfValue TryGetValue get_Capacity get_Comparer "
                + "get_Count get_Item get_Keys get_Values",
            "Add Clear Remove RemoveAt SetValueAtIndex TrimExcess set_Capacity set_Item"),
        ["System.Collections.Generic.Queue`1"] = new(
            "Contains CopyTo GetEnumerator Peek ToArray TryPeek get_Capacity get_Count",
            "Clear Dequeue Enqueue EnsureCapacity TrimExcess TryDequeue"),
        ["System.Collections.Generic.Stack`1"] = new(
            "Contains CopyTo GetEnumerator Peek ToArray TryPeek get_Capacity get_Count",
            "Clear EnsureCapacity Pop Push TrimExcess TryPop"),
        ["System.Collections.Generic.LinkedList`1"] = new(
            "Contains CopyTo Find FindLast GetEnumerator GetObjectData get_Count get_First get_Last",
            "AddAfter AddBefore AddFirst AddLast Clear OnDeserialization Remove RemoveFirst RemoveLast"),
        ["System.Collections.Generic.PriorityQueue`2"] = new(
            "Peek TryPeek get_Capacity get_Comparer get_Count get_UnorderedItems",
            "Clear Dequeue DequeueEnqueue Enqueue EnqueueDequeue EnqueueRange EnsureCapacity Remove TrimExcess TryDequeue"),
        ["System.Text.StringBuilder"] = new(
            "CopyTo Equals GetChunks ToString get_Capacity get_Chars get_Length get_MaxCapacity",
            "Append AppendFormat AppendJoin AppendLine Clear EnsureCapacity Insert Remove Replace set_Capacity set_Chars set_Length"),
        ["System.Random"] = new(
            "",
            "GetHexString GetItems GetString Next NextBytes NextDouble NextInt64 NextSingle Shuffle"),
        ["System.Collections.ArrayList"] = new(
            "BinarySearch Clone Contains CopyTo GetEnumerator GetRange IndexOf LastIndexOf ToArray get_Capacity get_Count get_IsFixedSize get_IsReadOnly "
                + "get_IsSynchronized get_Item get_SyncRoot",
            "Add AddRange Clear Insert InsertRange Remove RemoveAt RemoveRange Reverse SetRange Sort TrimToSize set_Capacity set_Item"),
        ["System.Collections.BitArray"] = new(
            "Clone CopyTo Get GetEnumerator HasAllSet HasAnySet get_Count get_IsReadOnly get_IsSynchronized get_Item get_Length get_SyncRoot",
            "And LeftShift Not Or RightShift Set SetAll Xor set_Item set_Length"),
        ["System.Collections.Queue"] = new(
            "Clone Contains CopyTo GetEnumerator Peek ToArray get_Count get_IsSynchronized get_SyncRoot",
            "Clear Dequeue Enqueue TrimToSize"),
        ["System.Collections.Stack"] = new(
            "Clone Contains CopyTo GetEnumerator Peek ToArray get_Count get_IsSynchronized get_SyncRoot",
            "Clear Pop Push"),
    };

    public static IEnumerable<string> Types => Known.Keys;

    public static bool Contains(string type) => Known.ContainsKey(type);

    /// <summary>Null for a type that is not here; <see cref="SiteKind.Opaque"/> for a member that is not.</summary>
    public static SiteKind? Access(string type, string member) =>
        !Known.TryGetValue(type, out var members) ? null
        : members.Readers.Contains(member) ? SiteKind.Read
        : members.Writers.Contains(member) ? SiteKind.Write
        : SiteKind.Opaque;

    private sealed class Members(string readers, string writers)
    {
        public HashSet<string> Readers { get; } = [.. readers.Split(' ')];

        public HashSet<string> Writers { get; } = [.. writers.Split(' ')];
    }
}
