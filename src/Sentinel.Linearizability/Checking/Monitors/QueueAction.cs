namespace Sentinel.Checking.Monitors;

/// <summary>What an operation is to a collection that is put into and taken from.</summary>
internal enum QueueAction
{
    /// <summary>Puts an element in.</summary>
    Put,

    /// <summary>Takes an element out.</summary>
    Take,

    /// <summary>Finds the collection empty.</summary>
    FindEmpty,

    /// <summary>A removal with an Unknown outcome: nobody knows of what.</summary>
    TakeSomething,
}
