namespace Sentinel.Cli.Terminals;

/// <summary>Standard input whose reads end when the user interrupts; the system's own would go on waiting.</summary>
/// <remarks>A Ctrl-C at a terminal ends the whole pipeline: its writer dies, so the input ends at the same moment as the signal comes, and what
/// was read is a part that looks whole. So an end is believed only after a short while without a signal.</remarks>
internal sealed class InterruptibleStream : Stream
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    private readonly Lazy<Stream> inner;
    private readonly CancellationToken interrupted;
    private bool ended;

    /// <summary>Opens the stream when it is first read.</summary>
    public InterruptibleStream(Func<Stream> open, CancellationToken interrupted)
        : this(new Lazy<Stream>(open), interrupted)
    {
    }

    private InterruptibleStream(Lazy<Stream> inner, CancellationToken interrupted) => (this.inner, this.interrupted) = (inner, interrupted);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The same stream, whose reads end at another occasion.</summary>
    public InterruptibleStream Until(CancellationToken token) => new(inner, token);

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
