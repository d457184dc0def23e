namespace Sentinel.Properties.Checking;

/// <summary>A test that needs <see cref="PublicHistories"/>; skipped, and saying so, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PublicHistoriesFactAttribute : FactAttribute
{
    public PublicHistoriesFactAttribute()
    {
        if (PublicHistories.Folder is null)
        {
            Skip = "The folder ../shared/histories is not beside the repository.";
        }
    }
}
