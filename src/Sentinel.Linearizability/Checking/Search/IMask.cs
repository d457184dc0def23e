namespace Sentinel.Checking.Search;

/// <summary>Which slots hold an operation that is already linearized. A struct parameter of the kernel, so that the usual case is one word.</summary>
/// <typeparam name="TSelf">The implementing type; its default value is the empty mask.</typeparam>
internal interface IMask<TSelf> : IEquatable<TSelf>
    where TSelf : struct, IMask<TSelf>
{
    /// <summary>The heap bytes that one mask over this many slots takes beside the struct itself.</summary>
    static abstract int HeapBytes(int slots);

    /// <summary>Whether the slot is in it.</summary>
    bool Has(int slot);

    /// <summary>The mask with the slot.</summary>
    TSelf With(int slot);

    /// <summary>The mask without the slot.</summary>
    TSelf Without(int slot);

    /// <summary>A hash whose every bit depends on some slot; the memo mixes it.</summary>
    ulong Fold();
}
