using Sentinel.Cli.Terminals;
using Sentinel.Formats;
using Sentinel.Formats.Bindings;

namespace Sentinel.Cli.Checking;

/// <summary>How files are opened and read.</summary>
/// <param name="Model">The model that the user named; <see langword="null"/> where the file names it.</param>
/// <param name="Format">The form of the file.</param>
/// <param name="Options">What else the user said.</param>
internal sealed record HistorySource(ModelBinding? Model, HistoryFormat Format, LoadOptions Options)
{
    /// <summary>Makes sure that the initial value suits the model.</summary>
    /// <exception cref="UsageException">It does not.</exception>
    public void CheckInitial() => CheckInitial(Model);

    /// <summary>Opens a file to be read, never to be written.</summary>
    /// <exception cref="HistoryFormatException">It cannot be opened.</exception>
    public static Stream Open(string path, CommandHost host, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return host.Input is InterruptibleStream input ? input.Until(cancellationToken) : host.Input;
        }

        if (Directory.Exists(path))
        {
            throw new HistoryFormatException(path, default, "a directory; expected a file");
        }

        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0, Share = FileShare.ReadWrite | FileShare.Delete });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new HistoryFormatException(path, default, "no such file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HistoryFormatException(path, default, $"cannot be read: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>Reads a whole history.</summary>
    /// <exception cref="HistoryFormatException">It cannot be read.</exception>
    /// <exception cref="UsageException">No model is named, or the initial value does not suit the one that the file names.</exception>
    public LoadedHistory Load(Stream stream, string name, CancellationToken cancellationToken)
    {
        try
        {
            var reader = EventReader.Open(stream, name, Format);
            var model = Model ?? ModelOf(reader);
            CheckInitial(model);
            using AheadEventReader ahead = new(reader);
            return model.Load(ahead, Options, cancellationToken);
        }
        catch (IOException error)
        {
            throw new HistoryFormatException(name, default, $"cannot be read: {error.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static ModelBinding ModelOf(EventReader reader)
    {
        if (reader.Model is not { } named)
        {
            throw new UsageException($"{reader.Name}: no model; expected --model NAME, or a first line such as {{\"schema\":1,\"model\":\"register\"}}");
        }

        return Verbs.ModelOption.Find(named);
    }

    private void CheckInitial(ModelBinding? model)
    {
        try
        {
            model?.CheckInitial(Options.Initial);
        }
        catch (ArgumentException error)
        {
            throw new UsageException($"--initial {Options.Initial}: {error.InnerException?.Message ?? error.Message}");
        }
    }
}
