namespace Sentinel.Cli;

/// <summary>The user asked for something that does not exist or makes no sense; the message is one line and says what would.</summary>
internal sealed class UsageException(string message) : Exception(message);
