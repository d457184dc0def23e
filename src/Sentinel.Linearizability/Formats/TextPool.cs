using System.Text;

namespace Sentinel.Formats;

/// <summary>One string for every distinct text of a file, found by its UTF-8 bytes without making a string first.</summary>
/// <remarks>Not thread-safe. Long texts are rarely repeated and are not kept.</remarks>
internal sealed class TextPool
{
    private const int MaxLength = 256;
    private Entry[] entries = new Entry[1024];
    private int[] buckets = new int[1024];
    private int count;

    /// <summary>The text as a string.</summary>
    /// <param name="utf8">Valid UTF-8.</param>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var hash = Hash(utf8);
        for (var i = buckets[hash & (buckets.Length - 1)] - 1; i >= 0; i = entries[i].Next)
        {
            if (entries[i].Hash == hash && IsSame(utf8, entries[i].Text))
            {
                return entries[i].Text;
            }
        }

        return Add(hash, Encoding.UTF8.GetString(utf8));
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return (uint)hash.ToHashCode();
    }

    // A byte and a character are the same one only in ASCII; other texts take the long way.
    private static bool IsSame(ReadOnlySpan<byte> utf8, string text) =>
        Ascii.IsValid(utf8) ? Ascii.Equals(utf8, text) : string.Equals(Encoding.UTF8.GetString(utf8), text, StringComparison.Ordinal);

    private string Add(uint hash, string text)
    {
        if (count == entries.Length)
        {
            Array.Resize(ref entries, count * 2);
            buckets = new int[count * 2];
            for (var i = 0; i < count; i++)
            {
                Link(i);
            }
        }

        entries[count] = new() { Hash = hash, Text = text };
        Link(count++);
        return text;
    }

    private void Link(int index)
    {
        ref var bucket = ref buckets[entries[index].Hash & (buckets.Length - 1)];
        entries[index].Next = bucket - 1;
        bucket = index + 1;
    }

    private struct Entry
    {
        public uint Hash;
        public int Next;
        public string Text;
    }
}
