namespace Sentinel.Checking;

/// <summary>Numbers the keys of a history, whatever their type.</summary>
internal interface IKeyNumbers<TInput>
{
    /// <summary>The number of the operation's key: 0, 1, … in the order in which keys are first met, or -1 where it has none.</summary>
    int NumberOf(TInput input);
}
