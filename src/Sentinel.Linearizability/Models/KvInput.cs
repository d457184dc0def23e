namespace Sentinel.Models;

/// <summary>What one asks a key-value store: <see cref="Get"/>, <see cref="Put"/>, <see cref="Append"/> or <see cref="Delete"/>.</summary>
/// <param name="Kind">Which of the four.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">The text to put or append; empty for the others.</param>
public readonly record struct KvInput(KvOperation Kind, string Key, string Value = "")
{
    /// <summary>Returns what the key holds; nothing and the empty text are the same.</summary>
    public static KvInput Get(string key) => new(KvOperation.Get, key);

    /// <summary>Sets what the key holds.</summary>
    public static KvInput Put(string key, string value) => new(KvOperation.Put, key, value);

    /// <summary>Adds text to the end of what the key holds.</summary>
    public static KvInput Append(string key, string value) => new(KvOperation.Append, key, value);

    /// <summary>Makes the key hold nothing.</summary>
    public static KvInput Delete(string key) => new(KvOperation.Delete, key);

    /// <summary>The operation as reports print it: <c>put(k, "v")</c>.</summary>
    public override string ToString() => Kind switch
    {
        KvOperation.Get => $"get({Key})",
        KvOperation.Put => $"put({Key}, \"{Value}\")",
        KvOperation.Append => $"append({Key}, \"{Value}\")",
        _ => $"delete({Key})",
    };
}
