namespace Gateway.Tests.JsonSchema;

/// <summary>Schemas, payloads and fragments that mutation starts from: between them they hold every keyword.</summary>
internal static class FuzzSeeds
{
    public static readonly string[] Schemas =
    [
        """{"type":"object","required":["a","b"],"properties":{"a":{"type":"integer","minimum":0,"exclusiveMaximum":1e3},"b":{"type":["string","null"],"minLength":1,"maxLength":5,"pattern":"^[a-z]+$"}},"additionalProperties":false}""",
        """{"$defs":{"n":{"multipleOf":0.01},"t":{"$anchor":"t","enum":["x",1,null,{"a":[1]},1.0e2]}},"prefixItems":[{"$ref":"#/$defs/n"},{"$ref":"#t"}],"items":{"const":true},"uniqueItems":true,"minItems":1,"maxItems":9}""",
        """{"anyOf":[{"properties":{"a":true}},{"patternProperties":{"^b":{"type":"number"}}}],"oneOf":[{"required":["a"]},{"required":["b"]}],"not":{"required":["c"]},"unevaluatedProperties":false,"minProperties":1,"maxProperties":3}""",
        """{"if":{"type":"array"},"then":{"contains":{"type":"number"},"minContains":2,"maxContains":3,"unevaluatedItems":{"type":"string"}},"else":{"dependentRequired":{"a":["b"]},"dependentSchemas":{"b":{"propertyNames":{"maxLength":1}}}}}""",
        """{"$id":"https://example.org/tree","$dynamicAnchor":"node","type":"object","properties":{"data":true,"children":{"type":"array","items":{"$dynamicRef":"#node"}}},"unevaluatedProperties":false}""",
        """{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"a":{"$id":"#a","type":"string","format":"date"}},"items":[{"$ref":"#a"},{"$ref":"#/definitions/a"}],"additionalItems":false,"dependencies":{"a":["b"],"b":{"minProperties":2}}}""",
        """{"$ref":"https://json-schema.org/draft/2020-12/schema"}""",
        """{"allOf":[{"format":"date-time"},{"pattern":"(?=a)(a|aa)+$"},{"pattern":"\\p{L}[^\\d😀]{2,3}"}],"contentEncoding":"base64","default":1,"deprecated":true}""",
        "true",
        "false",
        "{}",
    ];

    public static readonly string[] Payloads =
    [
        """{"a":1,"b":"abc"}""",
        """{"a":1.50,"b":null,"c":[1,2.0,"x",true,{"d":{"e":[]}}]}""",
        """[0.01,"x",true,true]""",
        """[1,1.0,1e0,"a","\u0061",{"x":1,"y":2},{"y":2,"x":1}]""",
        """{"data":1,"children":[{"data":2,"children":[]},{"daat":3}]}""",
        """{"type":"object","properties":{"a":{"type":["string","null"],"minLength":-1}},"$ref":"#/$defs/x"}""",
        """["2024-01-01","2024-02-30"]""",
        "\"aaaaaaaaaaaaaaaa\\ud83d\\ude00é😀\"",
        "-12345678901234567890.0123456789e-25",
        "null",
    ];

    public static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0061", "\\ud800", "0", "-", "1e400", "1e99999999999", "0.1", "true", "null", "{}",
        "[]", "\"a\"", "\"a\":1,", "\"$ref\":\"#\",", "\"$id\":\"x\",", "\"$anchor\":\"t\",", "\"not\":", "\"type\":\"array\",",
        "\"items\":false,", "\"unevaluatedProperties\":true,", "\"required\":[\"a\"],", "\"enum\":[1],", "\"pattern\":\"a{2,}\",",
        "\"$dynamicRef\":\"#node\",", "\"const\":", "\"allOf\":[{}],", "\uFEFF", "\u0000", "é", "😀", " ", "\n", "9", "\"\"",
    ];
}
