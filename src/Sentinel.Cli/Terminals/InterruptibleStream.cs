namespace Sentinel.Cli.Terminals;

/// <summary>Standard input whose reads end when the user interrupts; the system's own would go on waiting.</summary>
internal sealed class InterruptibleStream(Func<Stream> open, CancellationToken interrupted) : Stream
{
    private readonly Lazy<Stream> inner = new(open);

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
        return read.GetAwaiter().GetResult();
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
