namespace Sentinel.Cli.Checking;

/// <summary>Prints results.</summary>
internal interface ICheckReport
{
    /// <summary>Takes the next result.</summary>
    void Add(FileResult result);

    /// <summary>There are no more.</summary>
    void End();
}
