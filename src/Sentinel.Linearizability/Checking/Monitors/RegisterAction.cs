namespace Sentinel.Checking.Monitors;

/// <summary>What an operation is to a register.</summary>
internal enum RegisterAction
{
    /// <summary>Something that the monitor does not know.</summary>
    Other,

    /// <summary>A write of a value.</summary>
    Write,

    /// <summary>A read that returned a value.</summary>
    Read,
}
