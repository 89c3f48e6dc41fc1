package markdown_test

import (
	"fmt"

	"cordon/tui/markdown"
)

func ExampleRenderer_Render() {
	const do = `
1. Revoke **every** key in the [console](https://console.example).
2. Check that an old key is refused:

       curl -H "Authorization: $KEY" https://api.example
`
	for _, line := range markdown.New(markdown.Styles{}).Render(do, 40) {
		fmt.Println(line)
	}
	// Output:
	// 1. Revoke every key in the console
	//    (https://console.example).
	// 2. Check that an old key is refused:
	//
	//      curl -H "Authorization: $KEY"
	//    > https://api.example
}
