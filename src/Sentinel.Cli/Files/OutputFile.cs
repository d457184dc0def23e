namespace Sentinel.Cli.Files;

/// <summary>Where a verb writes a history: a file that appears when it is complete, or standard output.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? path;
    private readonly string? unfinished;

    private OutputFile(string? path, string? unfinished, Stream stream) => (this.path, this.unfinished, Stream) = (path, unfinished, stream);

    /// <summary>What to write to.</summary>
    public Stream Stream { get; }

    /// <summary>Opens it.</summary>
    /// <param name="path">The file; <see langword="null"/> or <c>-</c>: standard output.</param>
    /// <param name="input">The file that is read meanwhile, if any.</param>
    /// <param name="host">Whose standard output.</param>
    /// <exception cref="UsageException">It cannot be written, or is the input.</exception>
    public static OutputFile Open(string? path, string? input, CommandHost host)
    {
        if (path is null or "-")
        {
            return new(null, null, new TextStream(host.Output));
        }

        if (input is not null && Path.GetFullPath(input) == Path.GetFullPath(path))
        {
            throw new UsageException($"-o {path} is the input, which is never changed");
        }

        // In the same folder, so that the move at the end is a renaming.
        var temporary = path + ".unfinished";
        try
        {
            return new(path, temporary, new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"-o {path} cannot be written: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Everything is written: the file takes its name.</summary>
    public void Complete()
    {
        Stream.Dispose();
        if (path is not null)
        {
            File.Move(unfinished!, path, overwrite: true);
        }
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (unfinished is not null && File.Exists(unfinished))
        {
            File.Delete(unfinished);
        }
    }
}
