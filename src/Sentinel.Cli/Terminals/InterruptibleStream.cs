namespace Sentinel.Cli.Terminals;

/// <summary>Standard input whose reads end when the user interrupts; the system's own would go on waiting.</summary>
/// <remarks>A Ctrl-C at a terminal ends the whole pipeline: its writer dies, so the input ends at the same moment as the signal comes, and what
/// was read is a part that looks whole. So an end is believed only after a short while without a signal.</remarks>
internal sealed class InterruptibleStream(Func<Stream> open, CancellationToken interrupted) : Stream
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly Lazy<Stream> inner = new(open);
    private bool ended;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Task.Run(() => inner.Value.Read(buffer, offset, count), CancellationToken.None);
        read.Wait(interrupted);
        var length = read.GetAwaiter().GetResult();
        if (length == 0 && count > 0 && !ended)
        {
            interrupted.WaitHandle.WaitOne(Grace);
            ended = true;
        }

        interrupted.ThrowIfCancellationRequested();
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
