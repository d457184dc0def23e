namespace Quickstart;

/// <summary>A test that fails on purpose: it runs where the environment variable QUICKSTART is set, or a failure is to be replayed, and is skipped with a reason elsewhere.</summary>
public sealed class FactWhenAskedAttribute : FactAttribute
{
    public FactWhenAskedAttribute()
    {
        if (IsUnset("QUICKSTART") && IsUnset("SENTINEL_REPLAY"))
        {
            Skip = "It fails, to show a counterexample. To see it: QUICKSTART=1 dotnet test samples/Quickstart";
        }
    }

    private static bool IsUnset(string variable) => string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
