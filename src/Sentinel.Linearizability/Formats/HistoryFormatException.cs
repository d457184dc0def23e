namespace Sentinel.Formats;

/// <summary>A recorded history that cannot be read: malformed, truncated, or not of the model that it should be of.</summary>
public sealed class HistoryFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="file">The name of the file.</param>
    /// <param name="position">Where in it.</param>
    /// <param name="reason">What is wrong and what was expected, without the place.</param>
    public HistoryFormatException(string file, TextPosition position, string reason)
        : base(position.Line == 0 ? $"{file}: {reason}" : $"{file}:{position}: {reason}")
    {
        File = file;
        Position = position;
        Reason = reason;
    }

    /// <summary>The name of the file, as it was given to the reader.</summary>
    public string File { get; }

    /// <summary>The place; its line is 0 where the whole file is meant.</summary>
    public TextPosition Position { get; }

    /// <summary>What is wrong and what was expected, without the place.</summary>
    public string Reason { get; }
}
