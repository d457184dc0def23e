using FsCheck.Xunit;
using Sentinel.Formats;

namespace Sentinel.Properties.Formats;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("garbage")]
    [InlineData("\u001f\u008b\b compressed")]
    [InlineData("<html>")]
    [InlineData("\n\n  process,type,f\n")]
    public void What_is_of_no_known_format_is_said_to_be(string text)
    {
        var error = Events.ErrorOf(text);
        Assert.Contains("--format", error.Reason, StringComparison.Ordinal);
        Assert.NotEqual(0, error.Position.Line);
    }

    [Property(MaxTest = 2000)]
    public void Arbitrary_bytes_give_events_or_an_error_and_nothing_else(byte[] bytes, byte start)
    {
        byte[] prefix = (start % 6) switch
        {
            0 => [.. "{:process "u8],
            1 => [.. "{\"process\":"u8],
            2 => [.. "[{"u8],
            3 => [.. "INFO jepsen.util - 1 "u8],
            4 => [.. "{:process 1 :type :ok :f :r :value "u8],
            _ => [],
        };
        try
        {
            Events.Read([.. prefix, .. bytes]);
        }
        catch (HistoryFormatException error)
        {
            Assert.DoesNotContain('\n', error.Message);
        }
    }
}
