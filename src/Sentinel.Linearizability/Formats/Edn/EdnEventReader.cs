namespace Sentinel.Formats.Edn;

/// <summary>Jepsen and Knossos EDN: one map an event, bare or in one vector or list.</summary>
internal sealed class EdnEventReader(Utf8Window window) : EventReader
{
    private readonly TextPool pool = new();
    private byte close;
    private bool begun;
    private TextPosition opened;

    public override string Name => window.Name;

    public override bool FailedCasIsAmbiguous => true;

    public override bool TryRead(out RecordedEvent recorded)
    {
        while (NextForm())
        {
            var length = FormLength();
            window.ExpectText(length);
            var found = EdnEvent.TryParse(new(window, length, pool), window, out recorded);
            window.Advance(length);
            if (found)
            {
                return true;
            }

            Annotations++;
        }

        recorded = default;
        return false;
    }

    /// <summary>Moves to the next event.</summary>
    /// <returns><see langword="false"/> at the end of the file or of its one vector.</returns>
    private bool NextForm()
    {
        while (true)
        {
            SkipBlank();
            var next = window.Pending.IsEmpty ? (byte)0 : window.Pending[0];
            if (next == 0 && window.Pending.IsEmpty)
            {
                return close == 0 ? false : throw window.Error(0,
                    $"the collection that opens at {opened} is not closed: the file is truncated; expected '{(char)close}'");
            }

            if (window.Pending.StartsWith("#_"u8))
            {
                window.Advance(2);
                SkipBlank();
                window.Advance(FormLength());
            }
            else if (next is (byte)'[' or (byte)'(' && !begun)
            {
                (close, opened, begun) = (next == (byte)'[' ? (byte)']' : (byte)')', window.PositionOf(0), true);
                window.Advance(1);
            }
            else if (close != 0 && next == close)
            {
                window.Advance(1);
                ExpectEnd();
                close = 0;
                return false;
            }
            else
            {
                begun = true;
                return next is (byte)'{' or (byte)'#' ? true : throw Unexpected();
            }
        }
    }

    private HistoryFormatException Unexpected()
    {
        window.ExpectText(Math.Min(window.Pending.Length, 64));
        return window.Error(0, close == 0
            ? "expected '{': one map an event, or one vector or list of them"
            : $"expected '{{': one map an event, or '{(char)close}' at their end");
    }

    private void SkipBlank()
    {
        while (true)
        {
            var blank = EdnScanner.BlankLength(window.Pending);
            // A comment that reaches the end of what is read may go on: it is consumed when its end is known.
            if (blank < window.Pending.Length || !window.Fill())
            {
                window.Advance(blank);
                // "#" alone may be the beginning of "#_".
                if (window.Pending.Length > 1 || !window.Fill())
                {
                    return;
                }
            }
        }
    }

    private void ExpectEnd()
    {
        SkipBlank();
        if (!window.Pending.IsEmpty)
        {
            throw window.Error(0, "expected the end of the file: the collection of events is closed");
        }
    }

    private int FormLength()
    {
        var length = EdnScanner.CollectionLength(window.Pending);
        while (length < 0)
        {
            if (!window.Fill())
            {
                throw window.Error(0, "the map that begins here is not closed: the file is truncated; expected '}'");
            }

            length = EdnScanner.CollectionLength(window.Pending);
        }

        return length;
    }
}
