namespace Sentinel.Formats.Edn;

/// <summary>Lines of a Jepsen log, or of the <c>history.txt</c> that Jepsen writes. Lines of other loggers are annotations.</summary>
internal sealed class LogEventReader(Utf8Window window) : EventReader
{
    private readonly TextPool pool = new();

    public override string Name => window.Name;

    public override bool FailedCasIsAmbiguous => true;

    public override bool TryRead(out RecordedEvent recorded)
    {
        while (window.TryFindLine(out var length))
        {
            window.ExpectText(length);
            var content = window.Pending[..length].TrimEnd("\r\n"u8).Length;
            var found = TryParse(content, out recorded);
            window.AdvanceLine(length);
            if (found)
            {
                return true;
            }
        }

        recorded = default;
        return false;
    }

    private bool TryParse(int length, out RecordedEvent recorded)
    {
        recorded = default;
        var start = LogLine.OperationStart(window.Pending[..length]);
        if (start == -2)
        {
            throw window.Error(0, "expected a log line with process, type, function and value, such as: 3 :invoke :read nil");
        }

        if (start >= 0 && EdnEvent.TryParseLine(new(window, length, pool) { At = start }, window.PositionOf(start), out recorded))
        {
            return true;
        }

        if (start >= 0 || !window.Pending[..length].Trim(" \t"u8).IsEmpty)
        {
            Annotations++;
        }

        return false;
    }
}
