namespace Quickstart;

/// <summary>A test that fails on purpose: it runs where the environment variable QUICKSTART is set, and is skipped with a reason elsewhere.</summary>
public sealed class FactWhenAskedAttribute : FactAttribute
{
    public FactWhenAskedAttribute()
    {
        if (Environment.GetEnvironmentVariable("QUICKSTART") is null or "")
        {
            Skip = "It fails, to show a counterexample. To see it: QUICKSTART=1 dotnet test samples/Quickstart";
        }
    }
}
