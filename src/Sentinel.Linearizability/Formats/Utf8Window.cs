using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace Sentinel.Formats;

/// <summary>A window that moves over a stream of UTF-8 and knows which line and column it stands at.</summary>
/// <remarks>Holds as much as the longest event needs, and refuses events over <see cref="MaxEventBytes"/>: memory stays bounded
/// whatever the file is.</remarks>
internal sealed class Utf8Window
{
    /// <summary>The longest line, or map of EDN, that is read: 16 MiB.</summary>
    public const int MaxEventBytes = 16 << 20;

    private readonly Stream stream;
    private byte[] buffer = new byte[256 << 10];
    private int start;
    private int end;
    private int line = 1;
    private int column = 1;

    public Utf8Window(Stream stream, string name)
    {
        this.stream = stream;
        Name = name;
        while (end < 3 && Fill())
        {
        }

        // A byte order mark is no part of the text.
        if (Pending is [0xEF, 0xBB, 0xBF, ..])
        {
            start = 3;
        }
    }

    /// <summary>The name of the file in messages.</summary>
    public string Name { get; }

    /// <summary>Whether everything that is left is in <see cref="Pending"/>.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>What is read and not yet consumed. Valid until the next call of <see cref="Fill"/>.</summary>
    public ReadOnlySpan<byte> Pending => buffer.AsSpan(start, end - start);

    /// <summary>Reads more.</summary>
    /// <returns>Whether there was more.</returns>
    /// <exception cref="HistoryFormatException">What is pending is too long to be one event.</exception>
    public bool Fill()
    {
        if (IsComplete)
        {
            return false;
        }

        if (end - start > MaxEventBytes)
        {
            throw Error(0, $"longer than {MaxEventBytes >> 20} MiB; expected one event, which is a line or a map");
        }

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        if (end == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        var read = stream.Read(buffer, end, buffer.Length - end);
        end += read;
        IsComplete = read == 0;
        return read > 0;
    }

    /// <summary>Consumes bytes.</summary>
    public void Advance(int count)
    {
        Debug.Assert(count <= end - start, "only what is pending can be consumed");
        var position = PositionOf(count);
        (line, column) = (position.Line, position.Column);
        start += count;
    }

    /// <summary>Consumes a whole line, its end included; cheaper than <see cref="Advance"/>.</summary>
    public void AdvanceLine(int count)
    {
        (line, column) = (line + 1, 1);
        start += count;
    }

    /// <summary>Makes sure that the next line is pending, whole.</summary>
    /// <param name="length">Its length, its end included. The last line may lack one.</param>
    /// <returns><see langword="false"/> at the end.</returns>
    /// <exception cref="HistoryFormatException">The line is too long.</exception>
    public bool TryFindLine(out int length)
    {
        var searched = 0;
        while (true)
        {
            var found = Pending[searched..].IndexOf((byte)'\n');
            if (found >= 0)
            {
                length = searched + found + 1;
                return true;
            }

            searched = Pending.Length;
            if (!Fill())
            {
                length = searched;
                return length > 0;
            }
        }
    }

    /// <summary>The place of a pending byte.</summary>
    public TextPosition PositionOf(int offset)
    {
        if (offset == 0)
        {
            return new(line, column);
        }

        var before = Pending[..offset];
        var lines = before.Count((byte)'\n');
        return lines == 0
            ? new(line, column + Encoding.UTF8.GetCharCount(before))
            : new(line + lines, 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]));
    }

    /// <summary>The error at a pending byte.</summary>
    public HistoryFormatException Error(int offset, string reason) => new(Name, PositionOf(offset), reason);

    /// <summary>Makes sure that the next bytes are text.</summary>
    /// <exception cref="HistoryFormatException">A NUL byte, or bytes that are not UTF-8.</exception>
    public void ExpectText(int count)
    {
        var text = Pending[..count];
        var nul = text.IndexOf((byte)0);
        if (nul >= 0)
        {
            throw Error(nul, "a NUL byte; expected UTF-8 text, this is a binary file or UTF-16");
        }

        if (!Utf8.IsValid(text))
        {
            var bad = FirstInvalid(text);
            throw Error(bad, $"the byte 0x{text[bad]:X2} is not valid UTF-8 here; expected UTF-8 text");
        }
    }

    private static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(text[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        return offset;
    }
}
