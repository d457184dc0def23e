using System.Buffers;
using System.Globalization;

namespace Sentinel.Formats.Edn;

/// <summary>Parses EDN forms that lie whole at the beginning of a window.</summary>
/// <remarks>Tags, metadata and discarded forms are tolerated: a tagged form is the form.</remarks>
internal ref struct EdnParser(Utf8Window window, int length, TextPool pool)
{
    private const int MaxDepth = 64;
    private static readonly SearchValues<byte> Delimiters = SearchValues.Create(" ,\n\r\t\f\"{}[]();"u8);
    private readonly ReadOnlySpan<byte> text = window.Pending[..length];
    private int depth;
    private bool discarding;

    /// <summary>How far it has come.</summary>
    public int At { get; set; }

    /// <summary>Whether something is left but blanks and comments.</summary>
    public bool HasMore()
    {
        SkipBlank();
        return At < text.Length;
    }

    /// <summary>The first byte of the next form; 0 at the end.</summary>
    public byte Peek()
    {
        SkipBlank();
        return At < text.Length ? text[At] : (byte)0;
    }

    /// <summary>Steps over one byte if it is next.</summary>
    public bool TryTake(byte expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        At++;
        return true;
    }

    /// <summary>The next form as a value.</summary>
    public Value ParseValue()
    {
        switch (Peek())
        {
            case 0:
                throw Error(At, "expected a value; there is nothing more");
            case (byte)'"':
                return ParseString();
            case (byte)'[':
                return ParseList((byte)']');
            case (byte)'(':
                return ParseList((byte)')');
            case (byte)'{':
                return ParseMap();
            case (byte)'#':
                return ParseDispatch();
            case (byte)'\\':
                return ParseCharacter();
            case (byte)'^': // Metadata: the form after it is the value.
                At++;
                SkipValue();
                return ParseNested();
            case (byte)']' or (byte)')' or (byte)'}':
                throw Error(At, $"'{(char)text[At]}' closes nothing; expected a value");
            default:
                return ParseAtom();
        }
    }

    /// <summary>Steps over the next form.</summary>
    public void SkipValue()
    {
        var before = discarding;
        discarding = true;
        ParseNested();
        discarding = before;
    }

    /// <summary>Steps over a symbol, keyword or number.</summary>
    public ReadOnlySpan<byte> TakeAtom()
    {
        SkipBlank();
        var begin = At;
        TakeRestOfAtom();
        return text[begin..At];
    }

    /// <summary>The text of a pooled name.</summary>
    public readonly string Pooled(ReadOnlySpan<byte> utf8) => discarding ? "" : pool.Get(utf8);

    /// <summary>The error at a place of the form.</summary>
    public readonly HistoryFormatException Error(int at, string reason) => window.Error(at, reason);

    // A form behind a prefix: as deep as the prefixes are many, so that no file exhausts the stack.
    private Value ParseNested()
    {
        Enter(At);
        var value = ParseValue();
        depth--;
        return value;
    }

    private void Enter(int at)
    {
        if (++depth > MaxDepth)
        {
            throw Error(at, $"nested deeper than {MaxDepth} levels");
        }
    }

    private void SkipBlank()
    {
        while (At < text.Length)
        {
            At += EdnScanner.BlankLength(text[At..]);
            if (!text[At..].StartsWith("#_"u8))
            {
                return;
            }

            At += 2;
            SkipValue();
        }
    }

    private Value ParseList(byte close)
    {
        var open = At++;
        return Value.Of([.. ParseElements(open, close)]);
    }

    private List<Value> ParseElements(int open, byte close)
    {
        Enter(open);
        List<Value> elements = [];
        while (!TryTake(close))
        {
            if (Peek() is 0)
            {
                throw Error(open, $"'{(char)text[open]}' is not closed; expected '{(char)close}'");
            }

            elements.Add(ParseValue());
        }

        depth--;
        return elements;
    }

    private Value ParseMap()
    {
        var open = At++;
        var elements = ParseElements(open, (byte)'}');
        if (elements.Count % 2 != 0)
        {
            throw Error(open, "a map has pairs; expected an even number of forms in it");
        }

        return discarding ? default : Value.Map(Enumerable.Range(0, elements.Count / 2).Select(i =>
            new KeyValuePair<Value, Value>(elements[2 * i], elements[(2 * i) + 1])));
    }

    private Value ParseDispatch()
    {
        var begin = At++;
        switch (Peek())
        {
            case (byte)'{':
                var open = At++;
                var elements = ParseElements(open, (byte)'}');
                elements.Sort();
                return Value.Of([.. elements]);
            case (byte)'#': // ##Inf, ##-Inf, ##NaN
                At++;
                var name = TakeAtom();
                return name.SequenceEqual("Inf"u8) ? Value.Of(double.PositiveInfinity)
                    : name.SequenceEqual("-Inf"u8) ? Value.Of(double.NegativeInfinity)
                    : name.SequenceEqual("NaN"u8) ? Value.Of(double.NaN)
                    : throw Error(begin, "expected ##Inf, ##-Inf or ##NaN");
            default:
                return TakeAtom().IsEmpty
                    ? throw Error(begin, "expected a tag after '#'")
                    : ParseNested();
        }
    }

    private Value ParseString()
    {
        var begin = ++At;
        var end = text[At..].IndexOfAny((byte)'"', (byte)'\\');
        if (end >= 0 && text[At + end] == (byte)'"')
        {
            At += end + 1;
            return Value.Of(Pooled(text[begin..(At - 1)]));
        }

        return Value.Of(EdnText.ParseEscaped(ref this, text, begin));
    }

    private Value ParseCharacter()
    {
        var begin = At++;
        // The character itself may be a delimiter, as in \{.
        At = Math.Min(At + 1, text.Length);
        TakeRestOfAtom();
        return Value.Of(EdnText.Character(text[(begin + 1)..At]) ?? throw Error(begin, "expected a character such as \\a, \\newline or \\u0041"));
    }

    private void TakeRestOfAtom()
    {
        var found = text[At..].IndexOfAny(Delimiters);
        At = found < 0 ? text.Length : At + found;
    }

    private Value ParseAtom()
    {
        var begin = At;
        var atom = TakeAtom();
        switch (atom)
        {
            case [(byte)':', .. var name]:
                return name.IsEmpty ? throw Error(begin, "expected a keyword after ':'") : Value.Of(Pooled(name.TrimStart((byte)':')));
            case [(byte)'+' or (byte)'-', >= (byte)'0' and <= (byte)'9', ..] or [>= (byte)'0' and <= (byte)'9', ..]:
                return ParseNumber(begin, atom);
            default:
                return atom.SequenceEqual("nil"u8) || atom.SequenceEqual("null"u8) ? Value.Null
                    : atom.SequenceEqual("true"u8) ? Value.Of(true)
                    : atom.SequenceEqual("false"u8) ? Value.Of(false)
                    : Value.Of(Pooled(atom));
        }
    }

    private readonly Value ParseNumber(int begin, ReadOnlySpan<byte> atom)
    {
        if (long.TryParse(atom, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return Value.Of(integer);
        }

        return EdnText.Number(atom) ?? throw Error(begin, EdnText.IsWhole(atom)
            ? "a whole number that does not fit 64 bits; write it as a text"
            : "expected a number that a double can hold");
    }
}
