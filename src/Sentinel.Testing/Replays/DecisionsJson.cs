using System.Text.Json.Nodes;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>The decisions of a run as members of a JSON object: <c>tier</c>, and <c>noise</c> or <c>schedule</c>; <c>dataRace</c> where one was the failure,
/// <c>rewritten</c> where more was rewritten than the project.</summary>
internal static class DecisionsJson
{
    public static void Write(RunDecisions decisions, JsonObject json)
    {
        json["tier"] = decisions.Tier;
        if (decisions is RunDecisions.Controlled controlled)
        {
            json["schedule"] = ScheduleCodec.Encode(controlled.Schedule);
            if (controlled.FailsOnDataRace)
            {
                json["dataRace"] = true;
            }

            if (controlled.Rewritten.Count > 0)
            {
                json["rewritten"] = new JsonArray([.. controlled.Rewritten.Select(name => (JsonNode)name)]);
            }
        }
        else if (decisions is RunDecisions.Stress stress)
        {
            json["noise"] = stress.Noise;
        }
    }

    /// <exception cref="FormatException">The members are missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">A member is of another type.</exception>
    public static RunDecisions Read(JsonNode json) => json["tier"]?.GetValue<string>() switch
    {
        TierNames.Stress => new RunDecisions.Stress(json["noise"]?.GetValue<ulong>() ?? 0),
        TierNames.Controlled => new RunDecisions.Controlled(
            ScheduleCodec.Decode(json["schedule"]?.GetValue<string>() ?? ""),
            [.. (json["rewritten"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())],
            json["dataRace"]?.GetValue<bool>() ?? false),
        var other => throw new FormatException($"'{other}' is no tier: '{TierNames.Controlled}' and '{TierNames.Stress}' are"),
    };
}
